"""Schools, pupils, enrolments, involvements, calendars, registers, flags and the nightly review."""
