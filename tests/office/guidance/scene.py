"""A city, its county and two towns with people at work, and records between them."""

from __future__ import annotations

from datetime import date
from typing import Any

from huanjie.office.guidance import services
from huanjie.office.guidance.models import Group, Meeting, Question, Request, Slip, Visit
from huanjie.office.guidance.rows import ObservationRow, ResolutionRow
from huanjie.office.ledger.actor import Actor
from huanjie.office.people.models import Unit
from huanjie.office.people.roles import Role
from tests.office import builders
from tests.office.builders import COUNTY, OTHER_TOWN, TOWN

CITY = "430000000000"
TODAY, TOMORROW, LATER = date(2026, 11, 23), date(2026, 11, 24), date(2026, 12, 1)


def units() -> None:
    """The city over the county of the builders."""
    builders.units()
    city = Unit.objects.create(code=CITY, name="湘南市", level="city", kind="city")
    Unit.objects.filter(code=COUNTY).update(parent=city)


def who(code: str, *roles: Role, name: str = "张三") -> Actor:
    """Somebody at work for a unit; in its office if no role is named."""
    held = frozenset(roles or (Role.OFFICE,))
    return Actor(name, code, held, None, unit(code).name)


def unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


def group(code: str = COUNTY, kind: str = "guidance", **given: Any) -> Group:
    return services.form_group(
        unit=unit(code), kind=kind, name=given.pop("name", "第一指导组"),
        from_on=given.pop("from_on", date(2026, 10, 1)), actor=who(code), **given,
    )  # fmt: skip


def held_meeting(*rows: ResolutionRow, code: str = COUNTY) -> Meeting:
    """A meeting that was held today."""
    made = services.plan_meeting(
        unit=unit(code), title="第三次调度会", day=TODAY, place="三楼", chair="李主任",
        agenda="一、登记进度", actor=who(code),
    )  # fmt: skip
    services.hold_meeting(
        meeting=made, day=TODAY, present="全体成员", minutes="", resolutions=rows,
        actor=who(code),
    )  # fmt: skip
    return made


def request(kind: str = "request", *, superior: str | None = COUNTY, **given: Any) -> Request:
    """A draft of the town."""
    return services.draft_request(
        unit=unit(TOWN), kind=kind, addressee=unit(superior) if superior else None,
        body="中共白岩镇委员会", matter="关于补选的请示", text="妥否，请批示。", urgency="soon",
        due=given.pop("due", LATER), on=TODAY, actor=who(TOWN), **given,
    )  # fmt: skip


def sent(kind: str = "request", *, superior: str | None = COUNTY) -> Request:
    made = request(kind, superior=superior)
    services.send_request(paper=made, on=TODAY, actor=who(TOWN))
    made.refresh_from_db()
    return made


def question(*, urgency: str = "soon", answerer: str = COUNTY, code: str = TOWN) -> Question:
    return services.ask(
        unit=unit(code), answerer=unit(answerer), title="得票相等怎么办", urgency=urgency,
        text="第三选区两人得票相等。", on=TODAY, actor=who(code),
    )  # fmt: skip


def drafted(asked: Question | None = None, citations: tuple[str, ...] = ("EL 45¶3",)) -> Question:
    made = asked or question()
    services.draft_answer(
        question=made, question_text="得票相等不能确定当选人时怎么办？", text="再次投票。",
        citations=citations, on=TODAY, actor=who(COUNTY, Role.LIAISON, name="甲"),
    )  # fmt: skip
    made.refresh_from_db()
    return made


def published(citations: tuple[str, ...] = ("EL 45¶3",)) -> Question:
    made = drafted(citations=citations)
    second = who(COUNTY, Role.LIAISON, name="乙")
    services.approve_answer(question=made, on=TODAY, actor=second)
    made.refresh_from_db()
    return made


def visit(code: str = TOWN, *, visitor: str = COUNTY, is_announced: bool = True) -> Visit:
    return services.plan_visit(
        unit=unit(code), planned_on=TOMORROW, purpose="选民登记", people="甲、乙",
        is_announced=is_announced, on=TODAY, actor=who(visitor, Role.GUIDE),
    )  # fmt: skip


def held_visit(code: str = TOWN, *, visitor: str = COUNTY) -> Visit:
    made = visit(code, visitor=visitor)
    rows = [
        ObservationRow("登记进度", "problem", "外出人员未联系"),
        ObservationRow("张榜", "practice", "每组一榜"),
    ]
    services.hold_visit(
        visit=made, held_on=TOMORROW, summary="总体平稳", observations=rows, on=TOMORROW,
        actor=who(visitor, Role.GUIDE),
    )  # fmt: skip
    made.refresh_from_db()
    return made


def slip(code: str = TOWN, *, issuer: str = COUNTY, kind: str = "rectify", **given: Any) -> Slip:
    return services.issue_slip(
        unit=unit(code), kind=kind, matter="限期补登", text="三日内补登。",
        due=given.pop("due", LATER), on=TODAY, actor=who(issuer, Role.GUIDE), **given,
    )  # fmt: skip


__all__ = ["CITY", "COUNTY", "LATER", "OTHER_TOWN", "TODAY", "TOMORROW", "TOWN"]
