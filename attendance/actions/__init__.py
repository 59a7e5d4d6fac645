"""Changes: each a verb, atomic, with its actor."""
