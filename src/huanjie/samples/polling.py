"""Polling: boxes, participants, papers handed out; one `Round` is one vote of one contest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

from huanjie.samples.ballots import Ballot, Tally, Taste, cast, tally
from huanjie.samples.petitions import Contest
from huanjie.samples.places import share_out

__all__ = ["Box", "Round", "Vote", "hold"]

Twist = Callable[[list[Ballot], int], None]


@dataclass(slots=True)
class Box:
    """One ballot box and the point that hands out papers for it."""

    number: int
    kind: str
    name: str
    own: int
    proxy: int
    ballots: list[Ballot]
    crew: int = 2
    received: int = 0
    moved_in: int = 0
    moved_out: int = 0
    spoiled: int = 0
    unused: int = 0
    seals: tuple[str, str] = ("", "")

    @property
    def issued(self) -> int:
        """Papers handed to voters and not handed back."""
        return self.own + self.proxy


@dataclass(slots=True)
class Round:
    """One vote: who stands, the boxes, and the witness's own count (none when it is invalid)."""

    contest: Contest
    sequence: int
    kind: str
    names: tuple[str, ...]
    seats: int
    voters: int
    boxes: list[Box]
    printed: int = 0
    reserve: int = 0
    disputed: int = 0
    bundles: list[Tally] = field(default_factory=list)
    total: Tally = field(default_factory=Tally)

    @property
    def participants(self) -> int:
        """T."""
        return sum(box.issued for box in self.boxes)

    @property
    def collected(self) -> int:
        """B."""
        return sum(len(box.ballots) for box in self.boxes)

    @property
    def key(self) -> tuple[str, int, int]:
        """Election, constituency, number of the round."""
        return (*self.contest.key, self.sequence)


@dataclass(frozen=True, slots=True)
class Vote:
    """How a vote is to go: what voters like, how many come, and what goes wrong."""

    taste: Taste
    turnout: float = 0.9
    participants: int | None = None
    lost: int = 0
    extra: int = 0
    proxies: float = 0.05
    mishap: str = ""
    twist: Twist | None = None
    write_ins: tuple[str, ...] = ()


def hold(
    contest: Contest,
    *,
    sequence: int,
    kind: str,
    names: Sequence[str],
    seats: int,
    voters: int,
    vote: Vote,
    chance: Random,
) -> Round:
    """Hold one vote and count it."""
    came = vote.participants
    if came is None:
        came = min(voters, max(voters // 2 + 1, round(voters * vote.turnout)))
    boxes = _boxes(contest, voters, came, vote, chance)
    found = Round(contest, sequence, kind, tuple(names), seats, voters, boxes)
    for box in boxes:
        box.ballots = cast(box.issued, names, seats, vote.taste, vote.write_ins, chance)
    biggest = max(boxes, key=lambda box: len(box.ballots))
    del biggest.ballots[len(biggest.ballots) - vote.lost :]
    _strange_box(found, vote)
    if vote.twist:
        vote.twist([ballot for box in boxes for ballot in box.ballots], came)
    biggest.ballots += cast(vote.extra, names, seats, vote.taste, (), chance)
    if vote.mishap == "foreign-box" and len(boxes) > 1:
        boxes[0].ballots.append(boxes[1].ballots.pop())
    _hand_out(found, vote, chance)
    found.disputed = chance.choice((0, 0, 0, 0, 0, 1))
    for box in boxes:
        found.bundles.append(tally(box.ballots, names, seats))
    found.total = tally([ballot for box in boxes for ballot in box.ballots], names, seats)
    return found


def _boxes(contest: Contest, voters: int, came: int, vote: Vote, chance: Random) -> list[Box]:
    fixed = min(4, 1 + voters // 600)
    if vote.mishap in ("foreign-box", "swapped-box"):
        fixed = max(2, fixed)
    is_assembly = chance.random() < 0.15
    kinds = ["选举大会" if is_assembly and not at else "投票站" for at in range(fixed)]
    mobile = 0
    if came >= 60 and chance.random() < 0.6:
        kinds.append("流动票箱")
        mobile = max(3, came * chance.randint(1, 3) // 100)
    if vote.mishap == "many-mobile" and came >= 220:
        kinds, mobile = [*kinds[:fixed], "流动票箱"], came * 12 // 100
    proxies = round(came * vote.proxies)
    weights = [chance.uniform(0.7, 1.3) for _ in range(fixed)]
    own = share_out(came - mobile - proxies, weights) + [mobile] * (len(kinds) - fixed)
    by_proxy = share_out(proxies, weights) + [0] * (len(kinds) - fixed)
    place = contest.constituency.name.removesuffix("选区")
    found = []
    for number, kind in enumerate(kinds, start=1):
        seal = f"{chance.randint(0, 999999):06d}"
        found.append(
            Box(
                number,
                kind,
                f"{place}{kind}{number}",
                own[number - 1],
                by_proxy[number - 1],
                [],
                crew=chance.choice((2, 2, 3)),
                seals=(seal, seal),
            )
        )
    if vote.mishap == "broken-seal":
        found[0].seals = (found[0].seals[0], f"{chance.randint(0, 999999):06d}")
    return found


def _strange_box(found: Round, vote: Vote) -> None:
    """Let one box like the last candidate where all others like the first."""
    if vote.mishap != "swapped-box" or len(found.boxes) < 2:
        return
    first, last = found.names[0], found.names[-1]
    swap = {first: last, last: first}
    for ballot in found.boxes[1].ballots:
        ballot.approved = [swap.get(name, name) for name in ballot.approved]
        ballot.opposed = [swap.get(name, name) for name in ballot.opposed]


def _hand_out(found: Round, vote: Vote, chance: Random) -> None:
    """Papers printed, received, spoiled, left over: every identity holds."""
    boxes, voters = found.boxes, found.voters
    for box in boxes:
        box.spoiled = chance.choice((0, 0, 0, 1, 2)) if box.issued > 20 else 0
    if vote.mishap == "many-spoiled":
        boxes[0].spoiled = max(10, found.participants * 3 // 100)
    spoiled = sum(box.spoiled for box in boxes)
    spare = min(45, max(4, voters // 40))
    if vote.mishap == "printed-too-many":
        spare = max(60, voters // 8)
    found.printed = voters + spare + (spoiled if spoiled < 10 else 0)
    left = max(0, found.printed - found.participants - spoiled)
    found.printed = max(found.printed, found.participants + spoiled)
    unused = left * chance.randint(30, 90) // 100
    for box, share in zip(boxes, share_out(unused, [1.0] * len(boxes)), strict=True):
        box.unused = share
        box.received = box.issued + box.spoiled + box.unused
    found.reserve = left - unused
    if len(boxes) > 1 and chance.random() < 0.12 and boxes[1].unused >= 3:
        moved = chance.randint(1, 3)
        boxes[0].moved_out, boxes[1].moved_in = moved, moved
        boxes[0].received += moved
        boxes[1].received -= moved
