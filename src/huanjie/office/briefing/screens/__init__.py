"""The screens of bulletins, circulars and study material."""
