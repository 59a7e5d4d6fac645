"""What is filled in about figures."""
