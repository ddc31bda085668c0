"""A set: computed, explained, signed by two different persons, superseded with a reason."""

from datetime import timedelta

import pytest

from huanjie.figures.figure import Count
from huanjie.law.procedure import IllegalMove
from huanjie.office.committee.models import CommitteeMember, Election
from huanjie.office.committee.services import decide
from huanjie.office.ledger.commands import NotAllowed, Refused
from huanjie.office.people.queries import OutOfScope
from huanjie.office.people.roles import Role
from huanjie.office.returns import services
from huanjie.office.returns.models import ReturnSet
from huanjie.office.returns.queries import latest
from huanjie.office.returns.queries.parts import history
from huanjie.office.returns.queries.sets import (
    content_of,
    differences,
    findings_of,
    is_stale,
    readable_set,
    signed_set,
)
from tests.office.returns import scene

pytestmark = pytest.mark.django_db
WARNED = scene.sound(scene.TOWN, T4_02=3, T4_03=3, T4_04=0, T4_05=0)
"""Nobody was nominated by voters: X4.7 asks why."""


@pytest.fixture
def town() -> Election:
    return scene.election()


def codes(caught: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in caught.value.findings]


def record_something(held: Election) -> None:
    decide(
        election=held, matter="same_name", subject="甲", value="other_person", body="选委会",
        document_no="1", decided_on=scene.DAY, reason="核实",
        actor=scene.actor(held.unit_id, Role.COMMITTEE),
    )  # fmt: skip


def test_a_set_is_computed_from_the_records_and_kept_as_it_was_computed(town: Election) -> None:
    kept = services.draw_up(election=town, at=scene.NOW, actor=scene.actor())
    assert (kept.version, kept.state) == (1, "drafted")
    content = content_of(kept)
    assert content.digest == kept.digest
    assert content.figures["T1.02"] == Count(3)


def test_two_different_persons_sign_it(town: Election) -> None:
    kept = scene.signed(scene.drawn(town))
    assert kept.state == "signed"
    assert (kept.filler_name, kept.reviewer_name) == ("钱秘书", "周主任")


def test_the_filler_cannot_review_his_own_set(town: Election) -> None:
    both = scene.account(scene.TOWN, Role.OFFICE, Role.COMMITTEE, name="一肩挑")
    kept = scene.explained(scene.drawn(town))
    services.fill(
        return_set=kept, name="一肩挑", post="head", phone="1", remarks="", today=scene.TODAY,
        actor=both,
    )  # fmt: skip
    chair = CommitteeMember.objects.get(election=town, post="chair")
    with pytest.raises(Refused) as caught:
        services.review(return_set=kept, member=chair, today=scene.TODAY, actor=both)
    assert codes(caught) == ["returns-one-person"]


@pytest.mark.parametrize("name", ["周主任", "周 主任", "周　主任 "])
def test_one_name_cannot_stand_twice_nor_hide_behind_a_space(town: Election, name: str) -> None:
    kept = scene.explained(scene.drawn(town))
    services.fill(
        return_set=kept, name=name, post="head", phone="1", remarks="", today=scene.TODAY,
        actor=scene.actor(),
    )  # fmt: skip
    chair = CommitteeMember.objects.get(election=town, post="chair")
    with pytest.raises(Refused) as caught:
        services.review(
            return_set=kept, member=chair, today=scene.TODAY,
            actor=scene.actor(scene.TOWN, Role.COMMITTEE),
        )  # fmt: skip
    assert codes(caught) == ["returns-one-person"]


def test_the_reviewer_is_the_chair_or_a_vice_chair_in_office(town: Election) -> None:
    kept = scene.filled(scene.drawn(town))
    reviewer = scene.actor(scene.TOWN, Role.COMMITTEE)
    member = CommitteeMember.objects.get(election=town, post="member")
    with pytest.raises(Refused) as caught:
        services.review(return_set=kept, member=member, today=scene.TODAY, actor=reviewer)
    assert codes(caught) == ["returns-reviewer-not-chair"]
    deputy = CommitteeMember.objects.get(election=town, post="vice_chair")
    services.review(return_set=kept, member=deputy, today=scene.TODAY, actor=reviewer)


def test_temporary_staff_cannot_sign(town: Election) -> None:
    kept = scene.explained(scene.drawn(town))
    borrowed = scene.actor(scene.TOWN, Role.OFFICE, Role.REGISTRAR, name="抽调")
    with pytest.raises(Refused) as caught:
        services.fill(
            return_set=kept, name="抽调", post="head", phone="1", remarks="",
            today=scene.TODAY, actor=borrowed,
        )  # fmt: skip
    assert codes(caught) == ["returns-temporary-staff"]


def test_only_the_head_or_the_secretary_fills_in(town: Election) -> None:
    with pytest.raises(Refused) as caught:
        services.fill(
            return_set=scene.explained(scene.drawn(town)), name="甲", post="driver", phone="1",
            remarks="", today=scene.TODAY, actor=scene.actor(),
        )  # fmt: skip
    assert codes(caught) == ["returns-filler-post"]


def test_an_error_stops_the_signature(town: Election) -> None:
    wrong = scene.sound(scene.TOWN, T1_02=3, T1_03=5, T1_04=1)
    with pytest.raises(Refused) as caught:
        services.fill(
            return_set=scene.drawn(town, content=wrong), name="甲", post="head", phone="1",
            remarks="", today=scene.TODAY, actor=scene.actor(),
        )  # fmt: skip
    assert "X1.1" in codes(caught)


def test_a_warning_needs_its_explanation(town: Election) -> None:
    kept = scene.drawn(town, content=WARNED)
    with pytest.raises(Refused) as caught:
        services.fill(
            return_set=kept, name="甲", post="head", phone="1", remarks="", today=scene.TODAY,
            actor=scene.actor(),
        )  # fmt: skip
    assert codes(caught) == ["returns-warnings-unexplained"]
    assert scene.filled(kept).state == "filled"


def test_what_is_no_warning_cannot_be_explained_nor_with_two_letters(town: Election) -> None:
    kept = scene.drawn(town, content=WARNED)
    more = {"return_set": kept, "today": scene.TODAY, "actor": scene.actor()}
    with pytest.raises(Refused) as caught:
        services.explain(code="X9.9", paths="", text="没有这一条", **more)
    assert codes(caught) == ["returns-no-such-warning"]
    (finding,) = [f for f in findings_of(kept, today=scene.TODAY) if f.severity == "warn"]
    with pytest.raises(Refused) as caught:
        services.explain(code=finding.code, paths=",".join(finding.paths), text="好", **more)
    assert codes(caught) == ["returns-explanation-empty"]


def test_a_changed_record_makes_the_set_stale_and_stops_its_signature(town: Election) -> None:
    kept = scene.filled(scene.drawn(town))
    assert not is_stale(kept)
    record_something(town)
    assert is_stale(kept)
    chair = CommitteeMember.objects.get(election=town, post="chair")
    with pytest.raises(Refused) as caught:
        services.review(
            return_set=kept, member=chair, today=scene.TODAY,
            actor=scene.actor(scene.TOWN, Role.COMMITTEE),
        )  # fmt: skip
    assert codes(caught) == ["returns-stale"]


def test_computed_anew_it_loses_its_signatures_and_keeps_its_number(town: Election) -> None:
    scene.signed(scene.drawn(town))
    record_something(town)
    kept = services.draw_up(election=town, at=scene.NOW, actor=scene.actor())
    assert (kept.version, kept.state, kept.filler_name) == (1, "drafted", "")
    assert not is_stale(kept)


def test_a_draft_drawn_up_again_takes_the_newer_reason(town: Election) -> None:
    scene.sent(town, reason="", T1_01=1)
    scene.drawn(town, reason="第一次说的理由")
    assert scene.drawn(town, reason="后来说的理由").reason == "后来说的理由"
    assert scene.drawn(town).reason == "后来说的理由"


def test_a_sent_set_is_followed_by_a_version_with_its_reason(town: Election) -> None:
    scene.sent(town)
    with pytest.raises(Refused) as caught:
        scene.drawn(town)
    assert codes(caught) == ["returns-correction-without-reason"]
    content = scene.sound(scene.TOWN, T1_01=2)
    after = scene.drawn(town, reason="补正一个委员会", content=content)
    assert (after.version, after.supersedes.version) == (2, 1)
    (change,) = [each for each in differences(after.supersedes, after) if each.key == "T1.01"]
    assert (change.before, change.after) == (Count(1), Count(2))


def test_the_earlier_version_is_superseded_when_the_later_is_sent(town: Election) -> None:
    scene.sent(town)
    scene.sent(town, reason="更正", T1_01=2)
    states = ReturnSet.objects.filter(election=town).values_list("version", "state")
    assert dict(states) == {1: "superseded", 2: "exported"}


def test_nobody_else_signs_and_nobody_else_reads(town: Election) -> None:
    kept = scene.drawn(town)
    with pytest.raises(NotAllowed):
        services.fill(
            return_set=kept, name="甲", post="head", phone="1", remarks="", today=scene.TODAY,
            actor=scene.actor(scene.COUNTY),
        )  # fmt: skip
    with pytest.raises(NotAllowed):
        services.fill(
            return_set=kept, name="甲", post="head", phone="1", remarks="", today=scene.TODAY,
            actor=scene.actor(scene.TOWN, Role.CLERK),
        )  # fmt: skip
    with pytest.raises(OutOfScope):
        readable_set(kept.pk, scene.actor(scene.OTHER))
    assert readable_set(kept.pk, scene.actor(scene.COUNTY)) == kept


def test_a_draft_is_not_reviewed_nor_sent(town: Election) -> None:
    kept = scene.drawn(town)
    chair = CommitteeMember.objects.get(election=town, post="chair")
    with pytest.raises(IllegalMove):
        services.review(
            return_set=kept, member=chair, today=scene.TODAY,
            actor=scene.actor(scene.TOWN, Role.COMMITTEE),
        )  # fmt: skip
    with pytest.raises(IllegalMove):
        services.send_up(return_set=kept, at=scene.NOW, today=scene.TODAY, actor=scene.actor())


def test_the_newest_signed_set_is_what_is_known_of_a_unit(town: Election) -> None:
    kept = scene.signed(scene.drawn(town))
    assert signed_set(town) == kept
    known = latest(scene.TOWN, at=scene.NOW)
    assert known is not None
    assert known.digest == kept.digest
    assert [row.pk for row in history(scene.TOWN, scene.NOW)] == [kept.pk]
    assert history(scene.TOWN, scene.NOW - timedelta(days=1)) == []


def test_the_last_term_is_kept_for_comparison_and_only_the_own(town: Election) -> None:
    last = scene.sound(scene.TOWN)
    kept = services.enter_last_term(
        election=town, content=last, source="上届.csv", actor=scene.actor()
    )
    assert kept.digest == last.digest
    with pytest.raises(Refused) as caught:
        services.enter_last_term(
            election=town, content=scene.sound(scene.OTHER), source="x", actor=scene.actor()
        )
    assert codes(caught) == ["returns-last-term-of-another"]
