"""Template tags of enforcement."""
