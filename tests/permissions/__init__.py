"""Who may see what: every model, page, answer and trace, as everybody, in one world of planted words."""
