"""How much a received bundle may be, so that a hostile one costs little."""

from dataclasses import dataclass

KIB, MIB = 2**10, 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on a bundle, each held while reading, whatever the archive says of itself.

    The largest honest bundle, the returns of a county of 300,000 voters with a row for every
    village, is about 50 MiB in 250,000 lines.
    """

    archive_bytes: int = 256 * MIB
    """The file as it lies on the disk."""
    members: int = 256
    """Files inside the archive, manifest and signature included."""
    total_bytes: int = 512 * MIB
    """Everything unpacked."""
    member_bytes: int = 256 * MIB
    """One part or attachment unpacked."""
    manifest_bytes: int = MIB
    """The manifest; a receipt."""
    ratio: int = 150
    """Unpacked bytes for each packed one, above the first MiB of a member."""
    lines: int = 2_000_000
    """Lines of all tables together."""
    line_bytes: int = 4 * MIB
    """One line."""
    line_values: int = 100_000
    """Values inside one line, counted by its commas and brackets."""
    depth: int = 8
    """Objects and lists inside one another."""


LIMITS = Limits()
