"""The statutory calendar as a table: CAL-01 to CAL-27. Source: rules.md §6."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from huanjie.law.article import (
    DEPUTIES_LAW,
    DIRECT_ELECTION,
    ELECTION_LAW,
    LOCAL_ORGANIZATION_LAW,
    PRACTICE,
    Article,
)
from huanjie.law.pack import Level, Pack, Parameter, Reading, keys
from huanjie.law.timetable.days import (
    days_after,
    last_day_before,
    last_day_within,
    months_after,
    years_after,
)


class Anchor(StrEnum):
    """The day from which a deadline is counted."""

    ELECTION_DAY = "election_day"
    ROLL_PUBLICATION = "roll_publication"
    APPEAL_RECEIPT = "appeal_receipt"
    COMPLETION = "completion"
    SESSION_OPENING = "session_opening"
    FIRST_SESSION = "first_session"
    REDETERMINATION = "redetermination"
    YEAR = "year"


class Count(StrEnum):
    """How a deadline is counted from its anchor."""

    DAYS_BEFORE = "days_before"
    """n 日以前, under reading A or B."""
    ON = "on"
    BEFORE = "before"
    """以前 without a number: the day before the anchor at the latest."""
    AFTER = "after"
    """以后 without a number: not before the day after the anchor."""
    WITHIN_DAYS = "within_days"
    WITHIN_MONTHS = "within_months"
    WITHIN_YEARS = "within_years"
    FULL_DAYS = "full_days"
    """不得少于 n 天: n times 24 hours from the opening (O-14)."""
    FREE = "free"
    """The texts name no day."""


class Kind(StrEnum):
    """The elections a deadline belongs to."""

    ANY = "any"
    GENERAL = "general"
    BY_ELECTION = "by_election"


Figure = int | Parameter[int | None]

BOTH: Final = (Level.TOWNSHIP, Level.COUNTY)
UPPER: Final = (Level.COUNTY, Level.CITY)
SESSION_MONTHS: Final = 2
"""Months from completion to the first session. Source: 地方组织法 20."""

EVERY: Final = (Level.TOWNSHIP, Level.COUNTY, Level.CITY)


@dataclass(frozen=True)
class Deadline:
    """One row of the statutory calendar."""

    id: str
    zh: str
    en: str
    anchor: Anchor
    count: Count
    figure: Figure
    article: Article
    levels: tuple[Level, ...] = BOTH
    kind: Kind = Kind.GENERAL
    only_if: Parameter[bool] | None = None


_E, _D, _C, _S = (
    Anchor.ELECTION_DAY,
    Anchor.ROLL_PUBLICATION,
    Anchor.COMPLETION,
    Anchor.FIRST_SESSION,
)
_N = Count.DAYS_BEFORE
_EL, _LOL = ELECTION_LAW, LOCAL_ORGANIZATION_LAW

_ROWS: Final = (
    Deadline("CAL-01", "确定选举日", "election day fixed", _E, Count.FREE, 0, _EL[11, 1, 3]),
    Deadline("CAL-02", "公布选民名单", "roll published", _E, _N, keys.CAL_ROLL_DAYS, _EL[28]),
    Deadline(
        "CAL-03",
        "提出选民名单申诉",
        "roll appeal",
        _D,
        Count.WITHIN_DAYS,
        keys.CAL_APPEAL_DAYS,
        _EL[29],
        kind=Kind.ANY,
    ),
    Deadline(
        "CAL-04",
        "处理申诉",
        "appeal decided",
        Anchor.APPEAL_RECEIPT,
        Count.WITHIN_DAYS,
        keys.CAL_DECISION_DAYS,
        _EL[29],
        kind=Kind.ANY,
    ),
    Deadline(
        "CAL-05",
        "向人民法院起诉",
        "suit in court",
        _E,
        _N,
        keys.CAL_SUIT_DAYS,
        _EL[29],
        kind=Kind.ANY,
    ),
    Deadline("CAL-06", "人民法院判决", "judgment", _E, Count.BEFORE, 0, _EL[29], kind=Kind.ANY),
    Deadline(
        "CAL-07",
        "开始提名推荐",
        "nominations open",
        _D,
        Count.AFTER,
        0,
        _EL[32, 1],
        only_if=keys.CAL_NOMINATION_AFTER_ROLL,
    ),
    Deadline(
        "CAL-08",
        "公布代表候选人名单",
        "preliminary list published",
        _E,
        _N,
        keys.CAL_PRELIM_DAYS,
        _EL[32, 1],
    ),
    Deadline(
        "CAL-09",
        "公布正式代表候选人名单",
        "formal list published",
        _E,
        _N,
        keys.CAL_FORMAL_DAYS,
        _EL[32, 1],
    ),
    Deadline(
        "CAL-10",
        "联系上的选民要求登记",
        "voter reached and asks",
        _E,
        _N,
        keys.REG_UNCONTACTABLE_DAYS,
        _EL[27, 1],
        kind=Kind.ANY,
    ),
    Deadline(
        "CAL-11",
        "停止行使选举权利决定送达",
        "suspension decision served",
        _E,
        _N,
        keys.REG_SUSPENSION_NOTICE,
        DIRECT_ELECTION[4],
        kind=Kind.ANY,
    ),
    Deadline(
        "CAL-12",
        "补正选民名单",
        "roll corrected",
        _E,
        _N,
        keys.REG_CORRECTION_DAYS,
        _EL[27, 1],
        kind=Kind.ANY,
    ),
    Deadline(
        "CAL-13",
        "停止介绍候选人",
        "introduction stops",
        _E,
        Count.BEFORE,
        0,
        _EL[34],
        kind=Kind.ANY,
    ),
    Deadline("CAL-14", "投票", "polling", _E, Count.ON, 0, _EL[36], kind=Kind.ANY),
    Deadline(
        "CAL-15",
        "变更选区选举日",
        "election day moved",
        _E,
        Count.FREE,
        0,
        _EL[11, 1, 3],
        kind=Kind.ANY,
    ),
    Deadline(
        "CAL-16", "公布当选代表名单", "elected published", _E, Count.FREE, 0, _EL[46], kind=Kind.ANY
    ),
    Deadline("CAL-17", "公布代表名单", "deputies published", _S, Count.BEFORE, 0, _EL[47, 2]),
    Deadline(
        "CAL-18",
        "召开第一次会议",
        "first session",
        _C,
        Count.WITHIN_MONTHS,
        SESSION_MONTHS,
        _LOL[20],
    ),
    Deadline(
        "CAL-19",
        "提名、酝酿代表候选人",
        "nomination of deputies in session",
        Anchor.SESSION_OPENING,
        Count.FULL_DAYS,
        2,
        _EL[32, 2],
        UPPER,
    ),
    Deadline(
        "CAL-20",
        "提名、酝酿国家机关领导人员人选",
        "nomination of officers in session",
        Anchor.SESSION_OPENING,
        Count.FULL_DAYS,
        2,
        _LOL[27, 2],
        UPPER,
    ),
    Deadline(
        "CAL-21",
        "提请任命政府组成人员",
        "government appointments submitted",
        _S,
        Count.WITHIN_MONTHS,
        2,
        _LOL[71],
        UPPER,
    ),
    Deadline(
        "CAL-22",
        "重新确定名额备案",
        "redetermined quota filed",
        Anchor.REDETERMINATION,
        Count.WITHIN_DAYS,
        keys.QUOTA_REFILE_TO_NPCSC,
        _EL[14, 2],
        EVERY,
    ),
    Deadline(
        "CAL-23",
        "补选：公布选民名单",
        "by-election: roll published",
        _E,
        _N,
        keys.BY_ROLL_DAYS,
        _EL[28],
        kind=Kind.BY_ELECTION,
    ),
    Deadline(
        "CAL-24",
        "补选：公布代表候选人名单",
        "by-election: preliminary list published",
        _E,
        _N,
        keys.BY_PRELIM_DAYS,
        _EL[32, 1],
        kind=Kind.BY_ELECTION,
    ),
    Deadline(
        "CAL-25",
        "补选：公布正式代表候选人名单",
        "by-election: formal list published",
        _E,
        _N,
        keys.BY_FORMAL_DAYS,
        _EL[32, 1],
        kind=Kind.BY_ELECTION,
    ),
    Deadline(
        "CAL-26", "任期届满", "end of term", _S, Count.WITHIN_YEARS, 5, DEPUTIES_LAW[2], EVERY
    ),
    Deadline(
        "CAL-27",
        "每年会议",
        "yearly sessions",
        Anchor.YEAR,
        Count.FREE,
        0,
        _LOL[14, 1],
        EVERY,
        Kind.ANY,
    ),
)

DEADLINES: Final = {row.id: row for row in _ROWS}
"""Every row by its id, in the order of rules.md §6."""

GAP: Final = PRACTICE["CAL"]


def figure(deadline: Deadline, pack: Pack) -> int | None:
    """The number of days, months or years; None where the pack leaves the matter unset."""
    if deadline.only_if is not None and not pack[deadline.only_if]:
        return None
    if isinstance(deadline.figure, int):
        return deadline.figure
    return pack[deadline.figure]


def source(deadline: Deadline, pack: Pack) -> Article:
    """The article a deadline rests on: the province's own where its pack speaks."""
    if deadline.only_if is not None:
        return pack.article(deadline.only_if, deadline.article)
    if isinstance(deadline.figure, int):
        return deadline.article
    return pack.article(deadline.figure, deadline.article)


_COUNTED: Final[Mapping[Count, Callable[[date, int, Reading], date]]] = {
    # 0 is the day itself and 1 its eve: neither is an n 日以前, and no reading parts them.
    Count.DAYS_BEFORE: lambda day, n, reading: (
        last_day_before(day, n, reading) if n > 1 else days_after(day, -n)
    ),
    Count.ON: lambda day, _, __: day,
    Count.BEFORE: lambda day, _, __: days_after(day, -1),
    Count.AFTER: lambda day, _, __: days_after(day, 1),
    Count.WITHIN_DAYS: lambda day, n, _: last_day_within(day, n),
    Count.FULL_DAYS: lambda day, n, _: days_after(day, n),
    Count.WITHIN_MONTHS: lambda day, n, _: months_after(day, n),
    Count.WITHIN_YEARS: lambda day, n, _: years_after(day, n),
}


def latest_lawful_day(
    deadline: Deadline, anchor_day: date, pack: Pack, reading: Reading
) -> date | None:
    """The last lawful day of a deadline; for AFTER and FULL_DAYS the first lawful day.

    Source: rules.md §6. None where the texts or the pack set no day.
    """
    number = figure(deadline, pack)
    if number is None or deadline.count not in _COUNTED:
        return None
    return _COUNTED[deadline.count](anchor_day, number, reading)
