"""A whole county's election played from files through the office's own services."""
