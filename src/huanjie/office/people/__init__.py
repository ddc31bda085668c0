"""Units, accounts, roles, and the one table of persons."""
