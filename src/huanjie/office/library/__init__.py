"""The library 法规库: statutes the office imports, our rules, earlier answers, and one search."""
