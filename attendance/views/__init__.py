"""Pages of attendance, one module for each area."""
