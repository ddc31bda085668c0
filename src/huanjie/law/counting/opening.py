"""When and how the boxes of a constituency are opened: no national text, but several provincial."""

from dataclasses import dataclass
from datetime import date

from huanjie.law.article import ELECTION_LAW, Article, implements
from huanjie.law.finding import Finding, Severity, WrongInput
from huanjie.law.pack import Pack, keys

_BY_WHOM = ELECTION_LAW[43, 1]


@dataclass(frozen=True)
class Opening:
    """How the boxes of one constituency were opened after the vote.

    `closed` is the day on which voting ended, `opened` the day on which counting began.
    `approval` is the document by which the committee allowed another day, empty while there is
    none. Raises `WrongInput` without a box, or when boxes are opened before voting ended.
    """

    boxes: int
    counted_together: bool
    closed: date
    opened: date
    approval: str = ""
    leaders_called: bool = False

    def __post_init__(self) -> None:
        if self.boxes < 1:
            raise WrongInput("boxes", "a vote has at least one box")
        if self.opened < self.closed:
            raise WrongInput("opened", "no box is opened before voting ended")


def opening_article(pack: Pack) -> Article | None:
    """The text that says how boxes are opened; None where the province says nothing."""
    asked = (key for key in (keys.COUNT_UNIFY_BOXES, keys.COUNT_DELAY_APPROVAL) if pack[key])
    return next((pack.article(key, _BY_WHOM) for key in asked), None)


@implements(_BY_WHOM)
def check_opening_record(done: Opening | None, pack: Pack) -> tuple[Finding, ...]:
    """What is wrong with the record of an opening, or with there being none. Source: P-10.

    No text asks for the record itself; without it nobody sees whether the province was obeyed.
    """
    if done is not None:
        return check_opening(done, pack)
    article = opening_article(pack)
    return (Finding("opening-not-recorded", article, Severity.WARN),) if article else ()


@implements(_BY_WHOM)
def check_opening(done: Opening, pack: Pack) -> tuple[Finding, ...]:
    """Whether the boxes were opened as the province asks. Source: P-10.

    The national text names only who counts (选举法 43¶1); where and when is a province's.
    """
    return _together(done, pack) + _delay(done, pack)


def _together(done: Opening, pack: Pack) -> tuple[Finding, ...]:
    """Boxes are brought together and counted as one, where the province says so."""
    if not pack[keys.COUNT_UNIFY_BOXES] or done.counted_together or done.boxes == 1:
        return ()
    article = pack.article(keys.COUNT_UNIFY_BOXES, _BY_WHOM)
    severity = pack.severity(keys.COUNT_UNIFY_BOXES)
    return (Finding("boxes-counted-apart", article, severity, {"boxes": done.boxes}),)


def _delay(done: Opening, pack: Pack) -> tuple[Finding, ...]:
    """Counting on another day needs approval, and the leaders of the voter groups called in."""
    if not pack[keys.COUNT_DELAY_APPROVAL] or done.opened == done.closed:
        return ()
    article = pack.article(keys.COUNT_DELAY_APPROVAL, _BY_WHOM)
    severity = pack.severity(keys.COUNT_DELAY_APPROVAL)
    facts = {"closed": done.closed, "opened": done.opened}
    found = []
    if not done.approval.strip():
        found.append(Finding("count-delay-unapproved", article, severity, facts))
    if not done.leaders_called:
        found.append(Finding("count-leaders-not-called", article, severity, facts))
    return tuple(found)
