"""The buttons of the ribbon: one click, one message, and the application as it was."""
