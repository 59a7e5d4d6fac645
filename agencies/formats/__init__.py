"""Reading what other programs send."""
