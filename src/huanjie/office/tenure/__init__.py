"""Who was declared elected, and the list of deputies."""
