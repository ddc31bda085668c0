"""What the ledger keeps about contests, rounds, boxes and participants."""

from datetime import date

from huanjie.office.ledger.events import event


@event("设立选区投票", "Contest opened")
class ContestOpened:
    """The first vote of a constituency may begin."""

    constituency: int
    seats: int
    candidates: tuple[str, ...]
    voters: int
    held_on: date


@event("设立全部选区投票", "All contests opened")
class ContestsOpened:
    """The first votes of all constituencies of an election; `digest` is of their ballots."""

    held_on: date
    contests: int
    voters: int
    digest: str


@event("设立后续轮次", "Further round opened")
class RoundOpened:
    """A tie re-vote, a supplementary round or a rerun may begin."""

    constituency: int
    ordinal: int
    kind: str
    seats: int
    candidates: tuple[str, ...]
    voters: int
    held_on: date


@event("选区投票进程变更", "Contest moved on")
class ContestMoved:
    """What a determination or a decision made of a contest."""

    constituency: int
    move: str
    before: str
    after: str


@event("登记票箱", "Ballot box entered")
class BoxAdded:
    """A box goes out, or a station opens."""

    constituency: int
    ordinal: int
    box: int
    kind: str
    name: str
    scrutineers: int
    ballots_received: int
    warnings: tuple[str, ...]


@event("登记封签", "Seals recorded")
class SealsRecorded:
    """The numbers of the seals set at closing and found at opening."""

    constituency: int
    ordinal: int
    box: int
    seal_closed: str
    seal_opened: str


@event("登记参加投票人数", "Participants recorded")
class ParticipantsRecorded:
    """The marks in the voter register for a box, by manner; never who."""

    constituency: int
    ordinal: int
    box: int
    own: int
    proxy: int
    without_ground: int


@event("登记本轮全部票箱", "All boxes of a round recorded")
class BoxesRecorded:
    """Every box of a round with its seals and participants: one row a box."""

    constituency: int
    ordinal: int
    boxes: tuple[tuple[str | int | None, ...], ...]
    warnings: tuple[str, ...]


@event("投票截止", "Polling closed")
class PollingClosed:
    """No box and no mark of this round changes any more."""

    constituency: int
    ordinal: int
    boxes: int
    participants: int


@event("公布投票时间地点", "Polling announced")
class PollingAnnounced:
    """When and where to vote was published."""

    places: int
    hours: str
    on: date
    notice: int
