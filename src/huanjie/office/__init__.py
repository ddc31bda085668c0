"""The web office: records, roles and screens, one Django app for each stage."""
