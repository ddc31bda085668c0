"""Quotas, constituencies and their seats."""
