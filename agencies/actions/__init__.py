"""Changes to what people of agencies hold."""
