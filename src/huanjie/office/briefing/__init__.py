"""Bulletins and circulars of a period, drafted from its records; study material with receipts."""
