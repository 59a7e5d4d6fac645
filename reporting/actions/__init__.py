"""Changes to what is reported: each a verb, atomic."""
