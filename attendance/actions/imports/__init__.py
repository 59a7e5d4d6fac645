"""A file of registers, from its arrival to the last child settled: receive, stage, apply, settle."""
