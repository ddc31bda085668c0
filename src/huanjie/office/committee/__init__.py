"""The election, its committee, its days and its decisions."""
