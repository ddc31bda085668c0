"""What waits for whom, and notes to a unit."""
