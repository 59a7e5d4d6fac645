"""Which moves exist: tables that drive the actions, the buttons and the triggers of the database."""
