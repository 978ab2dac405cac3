"""What the buttons of the ribbon do."""
