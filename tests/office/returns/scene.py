"""A county with two towns, a city above it, and what each needs to send returns to the next."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from huanjie.evidence.signature import Suite
from huanjie.figures.compute import completed, digest_of
from huanjie.figures.definition import required_keys
from huanjie.figures.figure import Count, Figure, Missing, MissingReason, Return, Row
from huanjie.office.committee.models import CommitteeMember, Election
from huanjie.office.documents.queries import path
from huanjie.office.ledger.actor import Actor
from huanjie.office.people.models import Account, Post, Unit
from huanjie.office.people.roles import Role
from huanjie.office.returns import services
from huanjie.office.returns.models import Arrival, ReturnSet, SentBundle
from huanjie.office.returns.queries.keys import key_of
from huanjie.office.returns.queries.sets import (
    explanation_key,
    findings_of,
    last_entry,
    unexplained,
)
from huanjie.office.returns.services.sets import keep_set

CITY, COUNTY = "430000000000", "430001000000"
TOWN, OTHER = "430001101000", "430001102000"
DAY = date(2026, 12, 20)
TODAY = date(2026, 12, 28)
NOW = datetime(2026, 12, 28, 3, 0, tzinfo=UTC)
DAY_BEFORE = datetime(2026, 12, 27, 3, 0, tzinfo=UTC)


def units() -> None:
    """The city, the county, two towns, one village."""
    Unit.objects.create(code=CITY, name="衡水市", level="city", kind="city")
    Unit.objects.create(code=COUNTY, name="沅水县", level="county", kind="county", parent_id=CITY)
    for code, name in ((TOWN, "白岩镇"), (OTHER, "青溪乡")):
        Unit.objects.create(code=code, name=name, level="township", kind="town", parent_id=COUNTY)


def election(unit: str = TOWN) -> Election:
    """An election of a unit with a chair, a vice chair and a member on its committee."""
    if not Unit.objects.exists():
        units()
    own = Unit.objects.get(code=unit)
    held = Election.objects.create(
        unit=own, county_id=COUNTY, level=own.level, title=f"{own.name}人民代表大会换届选举",
        province="43", polling_day=DAY, state="declared", is_synthetic=True,
    )  # fmt: skip
    for post, name in (("chair", "周主任"), ("vice_chair", "吴副主任"), ("member", "郑委员")):
        CommitteeMember.objects.create(
            election=held, post=post, name=name, sex="1", position="镇党委",
            body="沅水县人大常委会", document_no="1号", appointed_on=date(2026, 9, 21),
        )  # fmt: skip
    return held


def actor(unit: str = TOWN, *roles: Role, name: str = "钱秘书") -> Actor:
    """Somebody at work for a unit."""
    return Actor(name, unit, frozenset(roles or {Role.OFFICE}), unit_name="")


def account(unit: str, *roles: Role, name: str) -> Actor:
    """Somebody with an account."""
    made = Account.objects.create(username=name, name=name, unit_id=unit)
    Post.objects.bulk_create(Post(account=made, role=role) for role in roles)
    return Actor(name, unit, frozenset(roles), made.pk)


def sound(
    unit: str, *, name: str = "", level: str = "township", at: datetime = NOW, **changed: int
) -> Return:
    """A return whose every check holds, so far as its figures are given; `T1_01=3` changes one."""
    figures: dict[str, Figure] = {key: Missing(MissingReason.NOT_DUE) for key in required_keys()}
    figures |= {"T1.01": Count(1), "T3.03": Count(1000)}
    figures |= {key.replace("_", "."): Count(n) for key, n in changed.items()}
    figures = completed(figures)
    rows = (
        Row("constituency", f"{unit}-1", "第1选区", {"T3.03": Count(1000), "T4.02": Count(3)}),
        Row("village", f"{unit[:9]}001", "东村", {"T3.03": Count(400)}),
    )
    return Return(
        unit=unit, unit_name=name or unit, level=level, election=f"{unit}/{level}/2026",
        as_of=at, digest=digest_of(figures), figures=figures, rows=rows,
    )  # fmt: skip


def drawn(held: Election, *, reason: str = "", content: Return | None = None) -> ReturnSet:
    """A set as `draw_up` keeps it."""
    given = content or sound(held.unit_id, name=held.unit.name, level=held.level)
    return keep_set(
        election=held, content=given, ledger_at=last_entry(held), reason=reason, remarks="",
        actor=actor(held.unit_id),
    )  # fmt: skip


def explained(kept: ReturnSet) -> ReturnSet:
    """The set with every warning explained."""
    for finding in unexplained(kept, findings_of(kept, today=TODAY)):
        code, paths = explanation_key(finding)
        services.explain(
            return_set=kept, code=code, paths=paths, text="已逐项核对", today=TODAY,
            actor=actor(kept.unit_code),
        )  # fmt: skip
    return kept


def filled(kept: ReturnSet) -> ReturnSet:
    """The set signed by its filler."""
    services.fill(
        return_set=explained(kept), name="钱秘书", post="secretary", phone="0000-1", remarks="",
        today=TODAY, actor=actor(kept.unit_code),
    )  # fmt: skip
    kept.refresh_from_db()
    return kept


def signed(kept: ReturnSet) -> ReturnSet:
    """The set signed by two."""
    chair = CommitteeMember.objects.get(election=filled(kept).election, post="chair")
    reviewer = actor(kept.unit_code, Role.COMMITTEE, name="选委会")
    services.review(return_set=kept, member=chair, today=TODAY, actor=reviewer)
    kept.refresh_from_db()
    return kept


def keys(*codes: str) -> None:
    """A key for each unit that has none."""
    for code in codes:
        if key_of(code) is None:
            unit = Unit.objects.get(code=code)
            services.make_key(unit=unit, suite=Suite.INTERNATIONAL, actor=actor(code))


def sent(
    held: Election, *, reason: str = "数据更新", at: datetime = NOW, **changed: int
) -> SentBundle:
    """The next bundle of an election's unit."""
    keys(held.unit_id)
    content = sound(held.unit_id, name=held.unit.name, level=held.level, at=at, **changed)
    kept = signed(drawn(held, reason=reason, content=content))
    return services.send_up(return_set=kept, at=NOW, today=TODAY, actor=actor(held.unit_id))


def file_of(bundle: SentBundle) -> Path:
    """Where a bundle's file lies."""
    return path(bundle.document)


def received(bundle: SentBundle | Path, unit: str = COUNTY, *, at: datetime = NOW) -> Arrival:
    """A bundle handed to a unit's office."""
    keys(unit)
    place = bundle if isinstance(bundle, Path) else file_of(bundle)
    delivery = services.Delivery(f"{place.name[:20]}.hjb", "browser", at)
    return services.receive(
        unit=Unit.objects.get(code=unit), path=place, delivery=delivery, today=TODAY,
        actor=actor(unit),
    )  # fmt: skip


def elsewhere(unit: str) -> None:
    """As the receiver sees it whose subordinate keeps an installation of its own."""
    away = Unit.objects.create(code=f"99{unit[2:]}", name="别处", level="village", kind="village")
    Election.objects.filter(unit_id=unit).update(unit=away)
