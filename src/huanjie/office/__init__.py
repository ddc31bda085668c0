"""The web office: records, roles and screens of an election committee (Django)."""
