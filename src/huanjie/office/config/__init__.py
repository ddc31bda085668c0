"""Settings, addresses and the two entry points of the web office."""
