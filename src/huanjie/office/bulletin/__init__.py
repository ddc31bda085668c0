"""What was published, as it was published."""
