"""Template tags for marks and registers."""
