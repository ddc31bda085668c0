"""Returns between the levels: drawn up, signed, sent, received, added up."""
