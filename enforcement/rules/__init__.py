"""The law of enforcement, by date: pure functions and tables, with their sources."""
