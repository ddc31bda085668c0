"""Does this bundle follow the one before? Lost, repeated, out of order, forked, from elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass

from huanjie.evidence.bundle.manifest import MANIFEST, Manifest
from huanjie.evidence.bundle.problems import Problem, problem


@dataclass(frozen=True, slots=True)
class Head:
    """Where a sender's chain stands at the receiver. A chain is one unit's, kind's and election's.

    `earlier` holds digests received before this one, so that an old bundle that comes twice is not
    taken for a new one with an old number.
    """

    kind: str
    unit: str
    election: Mapping[str, str] | None
    sequence: int
    digest: str
    earlier: frozenset[str] = frozenset()


def head_of(manifest: Manifest, before: Head | None = None) -> Head:
    """The head once that bundle was taken."""
    earlier = before.earlier | {before.digest} if before else frozenset()
    return Head(
        manifest.kind, manifest.unit, manifest.election, manifest.sequence, manifest.digest, earlier
    )


def follow(previous: Head | None, manifest: Manifest) -> list[Problem]:
    """Why the bundle cannot be the next of the chain; nothing when it is."""
    if previous is None:
        return [_lost(1, manifest)] if manifest.sequence > 1 else []
    if manifest.digest in {previous.digest, *previous.earlier}:
        return [_at_odds("chain-repeated", previous, manifest)]
    return _strange(previous, manifest) or _misplaced(previous, manifest)


def _misplaced(previous: Head, manifest: Manifest) -> list[Problem]:
    """What its number and its link say, within one chain."""
    if manifest.sequence > previous.sequence + 1:
        return [_lost(previous.sequence + 1, manifest)]
    if manifest.sequence < previous.sequence:
        return [_at_odds("chain-out-of-order", previous, manifest)]
    if manifest.sequence == previous.sequence or manifest.previous != previous.digest:
        return [_at_odds("chain-forked", previous, manifest)]
    return []


def _at_odds(code: str, previous: Head, manifest: Manifest) -> Problem:
    facts = {"sequence": manifest.sequence, "last": previous.sequence, "unit": manifest.unit}
    return problem(code, MANIFEST, 1, "sequence", **facts)


def _lost(first: int, manifest: Manifest) -> Problem:
    last = manifest.sequence - 1
    missing = f"{first}" if first == last else f"{first}–{last}"
    facts = {"missing": missing, "sequence": manifest.sequence, "unit": manifest.unit}
    return problem("chain-lost", MANIFEST, 1, "sequence", **facts)


def _strange(previous: Head, manifest: Manifest) -> list[Problem]:
    """Units, kinds and elections that this chain is not about."""
    pairs = {
        "unit": (previous.unit, manifest.unit),
        "election": (previous.election, manifest.election),
        "kind": (previous.kind, manifest.kind),
    }
    return [
        problem(f"chain-other-{column}", MANIFEST, 1, column, expected=expected, found=found)
        for column, (expected, found) in pairs.items()
        if expected != found
    ]
