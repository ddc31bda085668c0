"""Population files, duplicates, rolls, corrections, appeals."""
