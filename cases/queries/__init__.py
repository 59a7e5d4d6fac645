"""Questions across the models of casework."""
