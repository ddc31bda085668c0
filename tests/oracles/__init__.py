"""Second implementations of legal rules, written from the rules alone, as test oracles."""
