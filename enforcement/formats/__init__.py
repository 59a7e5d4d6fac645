"""Files that others send to enforcement: the bank's."""
