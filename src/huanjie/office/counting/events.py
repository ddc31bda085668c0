"""What the ledger keeps about opened boxes, tally sheets, determinations and declarations."""

from datetime import date

from huanjie.office.ledger.events import event


@event("记录开箱", "Opening of the boxes recorded")
class BoxesOpened:
    """When and how the boxes of a round were opened; a later record replaces an earlier one."""

    constituency: int
    ordinal: int
    opened_on: date
    counted_together: bool
    approval: str
    leaders_called: bool
    findings: tuple[str, ...]
    is_correction: bool


@event("打开计票单", "Tally sheet opened")
class SheetOpened:
    """The sheet of a round may be typed."""

    constituency: int
    ordinal: int


@event("领取录入", "Entry claimed")
class EntryClaimed:
    """A clerk types the sheet for the first or the second time."""

    constituency: int
    ordinal: int
    entry: int
    clerk: str


@event("保存录入", "Entry saved")
class EntrySaved:
    """So many fields stand typed; `digest` is of all of them."""

    constituency: int
    ordinal: int
    entry: int
    fields: int
    digest: str


@event("完成录入", "Entry finished")
class EntryFinished:
    """A typing is complete; `differing` says in how many fields the two differ."""

    constituency: int
    ordinal: int
    entry: int
    fields: int
    digest: str
    state: str
    differing: int


@event("作废录入", "Entry discarded")
class EntryDiscarded:
    """A typing counts no more; it stays on record."""

    constituency: int
    ordinal: int
    entry: int
    state: str


@event("退回差异栏目", "Differing fields returned")
class DifferencesReturned:
    """Fields came back blanked to the clerk who typed them."""

    constituency: int
    ordinal: int
    entry: int
    paths: tuple[str, ...]


@event("保留一次录入", "One entry kept")
class EntryKept:
    """One typing stays and is typed against anew."""

    constituency: int
    ordinal: int
    entry: int


@event("说明提醒", "Warning explained")
class WarningExplained:
    """Why a warning stands, or a ruling of two persons on an error."""

    constituency: int
    ordinal: int
    code: str
    path: str
    data_digest: str
    text: str
    signed_by: tuple[str, ...]


@event("计票单定稿", "Tally sheet final")
class SheetFinalised:
    """The record of the count stands; `digest` is its fingerprint."""

    constituency: int
    ordinal: int
    version: int
    digest: str
    warnings: tuple[str, ...]


@event("重新打开计票单", "Tally sheet reopened")
class SheetReopened:
    """A final sheet is worked on again, with the reason."""

    constituency: int
    ordinal: int
    reason: str


@event("认定结果", "Result determined")
class ResultDetermined:
    """What the law makes of the sheet of a round."""

    constituency: int
    ordinal: int
    kind: str
    elected: tuple[str, ...]
    tied: tuple[str, ...]
    sheet_digest: str
    findings: tuple[str, ...]
    on: date


@event("公布选区结果", "Result declared")
class ResultDeclared:
    """The committee declared the contest of a constituency."""

    constituency: int
    rounds: int
    elected: tuple[str, ...]
    vacant: int
    on: date
