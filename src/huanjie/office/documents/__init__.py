"""Files received and kept, each by its digest."""
