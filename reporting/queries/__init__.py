"""Questions about figures, across models."""
