"""Questions across the models of enforcement."""
