"""Enforcement for programs: notices to read, payments to read and to take in."""
