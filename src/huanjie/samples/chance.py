"""Where the samples' chance comes from: one stream per concern."""

from hashlib import sha256
from random import Random

__all__ = ["stream"]


def stream(seed: int, concern: str) -> Random:
    """Chance for one concern, so that a change in one place shifts no other."""
    return Random(sha256(f"{seed}/{concern}".encode()).digest())  # noqa: S311
