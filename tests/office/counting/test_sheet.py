"""From agreed typings to the final record: checks, explanations, rulings, reopening."""

import pytest

from huanjie.law.finding import Severity
from huanjie.office.counting import queries, services
from huanjie.office.ledger.commands import NotAllowed, Refused
from huanjie.office.people.roles import Role
from huanjie.office.polling.models import Box
from tests.office.counting import scene
from tests.office.counting.scene import Paper

pytestmark = pytest.mark.django_db
PLAIN = Paper(1000, 600, {"王一": 320, "李二": 280})
LEADER = scene.actor(Role.SCRUTINEER)
LEADER_BODY = scene.actor(Role.COMMITTEE)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in refused.value.findings]


def typed(paper: Paper = PLAIN, **scenery: int) -> queries.Case:
    held = scene.opened(scene.constituency(scene.election(), **scenery))
    return queries.case_of(scene.typed(held, paper).round_id)


def test_a_sheet_without_fault_becomes_final() -> None:
    sheet = typed().held.sheet
    digest = services.finalise(sheet=sheet, actor=LEADER)
    sheet.refresh_from_db()
    assert (sheet.state, sheet.digest) == ("final", digest)
    assert sheet.final["count"]["collected"] == 600


def test_a_warning_closes_only_with_an_explanation_of_these_figures() -> None:
    sheet = typed(Paper(1000, 600, {"王一": 320, "李二": 200}, void=80)).held.sheet
    with pytest.raises(Refused) as refused:
        services.finalise(sheet=sheet, actor=LEADER)
    assert codes(refused) == ["J408"]
    services.explain(
        sheet=sheet, code="J408", path="count.void", text="多为写票失误", signed_by=["甲"],
        actor=LEADER,
    )  # fmt: skip
    services.finalise(sheet=sheet, actor=LEADER)


def test_an_explanation_lapses_when_its_figures_change() -> None:
    sheet = typed(Paper(1000, 600, {"王一": 320, "李二": 200}, void=80)).held.sheet
    scene.explained(sheet)
    services.return_fields(sheet=sheet, ordinal=1, paths=["count.collected"], actor=LEADER)
    first = sheet.entries.get(ordinal=1, is_active=True)
    services.finish_entry(
        entry=first, values={"count.collected": 599}, actor=scene.clerk("甲录入员")
    )
    row = next(r for r in queries.findings(sheet) if r.finding.code == "J408")
    assert not row.is_settled


def test_what_does_not_stand_on_the_sheet_is_not_explained() -> None:
    sheet = typed().held.sheet
    ask = {"sheet": sheet, "signed_by": ["甲"], "actor": LEADER}
    with pytest.raises(Refused) as refused:
        services.explain(**ask, code="J408", path="", text="无")
    assert codes(refused) == ["explanation-without-finding"]


def test_an_explanation_needs_words_and_a_name() -> None:
    sheet = typed(Paper(1000, 600, {"王一": 320, "李二": 200}, void=80)).held.sheet
    for text, names in ((" ", ["甲"]), ("写票失误", [" "])):
        with pytest.raises(Refused) as refused:
            services.explain(
                sheet=sheet, code="J408", path="", text=text, signed_by=names, actor=LEADER
            )
        assert codes(refused) == ["explanation-empty"]


def test_an_error_is_ruled_upon_by_two_persons_on_one_set_of_figures() -> None:
    held = scene.opened(scene.constituency(scene.election()))
    sheet = scene.typed(held, PLAIN)
    Box.objects.filter(round=held).update(own=601)
    with pytest.raises(Refused) as refused:
        services.finalise(sheet=sheet, actor=LEADER)
    assert codes(refused) == ["J302"]
    ask = {"sheet": sheet, "code": "J302", "path": "boxes[1]", "text": "签到重复一人"}
    with pytest.raises(Refused) as refused:
        services.explain(**ask, signed_by=["甲", "甲"], actor=LEADER)
    assert codes(refused) == ["ruling-needs-two"]
    services.explain(**ask, signed_by=["甲", "乙"], actor=LEADER)
    services.finalise(sheet=sheet, actor=LEADER)


def test_a_missing_figure_is_never_ruled_away() -> None:
    held = scene.opened(scene.constituency(scene.election()))
    scene.polled(held, PLAIN)
    sheet = services.open_sheet(round=held, actor=scene.actor())
    values = {k: v for k, v in PLAIN.values().items() if k != "disputed"}
    for ordinal, who in ((1, "甲"), (2, "乙")):
        services.enter_sheet(sheet=sheet, ordinal=ordinal, values=values, actor=scene.clerk(who))
    with pytest.raises(Refused) as refused:
        services.explain(
            sheet=sheet, code="J003", path="disputed", text="无", signed_by=["甲", "乙"],
            actor=LEADER,
        )  # fmt: skip
    assert codes(refused) == ["ruling-not-possible"]


def test_seals_that_differ_wait_for_the_committee() -> None:
    held = scene.election()
    place = scene.constituency(held)
    sheet = scene.typed(
        scene.opened(place), Paper(1000, 600, {"王一": 320, "李二": 280}, seals=("1", "2"))
    )
    (asked,) = queries.waiting_for(scene.contest(place))
    assert (asked.matter, asked.subject) == ("seal_mismatch", "constituency:1:round:1:box:1")
    with pytest.raises(Refused) as refused:
        services.finalise(sheet=sheet, actor=LEADER)
    assert codes(refused) == ["J104"]
    scene.decide(held, asked.matter, asked.subject, "count")
    services.finalise(sheet=sheet, actor=LEADER)


def test_the_roll_of_the_paper_is_the_roll_of_election_day() -> None:
    sheet = typed(Paper(999, 600, {"王一": 320, "李二": 280})).held.sheet
    with pytest.raises(Refused) as refused:
        services.finalise(sheet=sheet, actor=LEADER)
    assert codes(refused) == ["sheet-roll-differs"]


def test_an_invalid_vote_becomes_final_without_anything_counted() -> None:
    held = scene.opened(scene.constituency(scene.election()))
    paper = Paper(1000, 500, {})
    values = {
        k: v
        for k, v in paper.values().items()
        if not k.startswith(("bundles", "disputed", "count.valid", "count.void", "count.blank"))
    }
    sheet = services.open_sheet(round=scene.polled(held, paper), actor=scene.actor())
    for ordinal, who in ((1, "甲"), (2, "乙")):
        services.enter_sheet(sheet=sheet, ordinal=ordinal, values=values, actor=scene.clerk(who))
    services.finalise(sheet=sheet, actor=LEADER)
    found = services.determine(round=held, on=scene.DAY, actor=LEADER_BODY)
    assert found.kind == "void"
    assert scene.contest(held.contest.constituency).state == "rerun"


def test_a_clerk_neither_explains_nor_finishes() -> None:
    sheet = typed().held.sheet
    with pytest.raises(NotAllowed):
        services.finalise(sheet=sheet, actor=scene.clerk("甲录入员"))
    with pytest.raises(NotAllowed):
        services.finalise(sheet=sheet, actor=scene.actor(Role.SCRUTINEER, unit=scene.COUNTY))


def test_a_determined_sheet_is_reopened_by_the_committee_only() -> None:
    case = typed()
    sheet = case.held.sheet
    services.finalise(sheet=sheet, actor=LEADER)
    services.determine(round=case.held, on=scene.DAY, actor=LEADER_BODY)
    with pytest.raises(Refused) as refused:
        services.reopen_sheet(sheet=sheet, reason="漏计一包", actor=LEADER)
    assert codes(refused) == ["sheet-determined"]
    services.reopen_sheet(sheet=sheet, reason="漏计一包", actor=LEADER_BODY)
    sheet.refresh_from_db()
    assert (sheet.state, sheet.final) == ("agreed", None)


def test_every_finding_of_a_sheet_names_fields_as_the_paper_does() -> None:
    sheet = typed(Paper(1000, 600, {"王一": 320, "李二": 281})).held.sheet
    rows = queries.findings(sheet)
    assert {row.finding.code for row in rows} == {"J405"}
    assert "candidates[王一].approve" in rows[0].paths
    assert rows[0].finding.severity is Severity.ERROR
    assert next(iter(queries.by_field(rows))) == rows[0].paths[0]
