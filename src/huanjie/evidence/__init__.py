"""What lets anyone check later that nothing was changed: canonical JSON and hash chains."""
