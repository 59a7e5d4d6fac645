"""Invented reports and initiatives of the demonstration authorities; only commands that create them use it."""
