"""What the ledger keeps about an election, its committee, its days and its decisions."""

from datetime import date

from huanjie.office.ledger.events import event


@event("设立选举", "Election set up")
class ElectionOpened:
    """The election of one congress was entered."""

    unit: str
    title: str
    level: str
    province: str
    is_synthetic: bool


@event("任命选举委员会组成人员", "Committee member appointed")
class MemberAppointed:
    """Somebody was appointed to the election committee."""

    post: str
    name: str
    body: str
    document_no: str
    appointed_on: date


@event("选举委员会组成人员离任", "Committee member released")
class MemberReleased:
    """Somebody left the election committee."""

    name: str
    left_on: date
    reason: str


@event("确定选举日", "Election day fixed")
class ElectionDayFixed:
    """The committee fixed or moved election day. `stale` are papers that became wrong."""

    day: date
    decided_on: date
    before: date | None
    notice: int
    stale: tuple[str, ...]
    warnings: tuple[str, ...]


@event("编制日程", "Timetable planned")
class TimetablePlanned:
    """Days were planned for acts. `days` are (act, day)."""

    days: tuple[tuple[str, date], ...]
    warnings: tuple[str, ...]


@event("事项完成", "Act done")
class ActDone:
    """An act of the timetable was reported done."""

    act: str
    done_on: date


@event("记录决定", "Decision recorded")
class DecisionRecorded:
    """What a body decided where the law leaves it to that body."""

    matter: str
    subject: str
    value: str
    body: str
    document_no: str
    decided_on: date
    reason: str


@event("选举进入下一阶段", "Election moved on")
class ElectionAdvanced:
    """The election went from one state to the next."""

    move: str
    before: str
    after: str
