"""The statutes of a term-change election as pure functions over the standard library."""
