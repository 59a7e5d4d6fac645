"""Rules of reporting: periods, groups, sums and what each figure means. Pure: dates passed in."""
