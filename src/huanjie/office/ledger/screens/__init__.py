"""The screens of ledger."""
