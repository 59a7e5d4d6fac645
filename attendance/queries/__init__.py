"""Questions across models: they read, and never write."""
