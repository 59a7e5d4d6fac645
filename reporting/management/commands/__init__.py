"""Commands for operators, over the same actions as the pages."""
