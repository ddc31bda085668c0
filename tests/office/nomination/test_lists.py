"""The two lists: derived, published in time, consulted on, settled."""

from datetime import date

import pytest

from huanjie.office.committee import services as committee
from huanjie.office.committee.models import Election
from huanjie.office.committee.queries import act_done_on
from huanjie.office.ledger.commands import NotAllowed, Refused
from huanjie.office.ledger.models import Entry
from huanjie.office.nomination import queries, services
from huanjie.office.nomination.models import Nominee
from huanjie.office.nomination.rows import (
    ConsultationData,
    OpinionData,
    SettlementData,
)
from huanjie.office.people.roles import Role
from huanjie.office.seats.models import Constituency
from huanjie.roll.strokes import stroke_key
from tests.office import builders as b
from tests.office.nomination.desk import (
    FORMAL,
    LISTED,
    RECEIVED,
    codes,
    consult,
    five,
    joint,
    organized,
    publish,
    ready,
    receive,
    settle,
    the_list,
    withdraw,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2026, 12, 4), ()), (date(2026, 12, 5), ("day-contested",)), (date(2026, 12, 6), None)],
)
def test_the_preliminary_list_is_published_fifteen_days_before(
    town: Election, on: date, expected: tuple[str, ...] | None
) -> None:
    ready(town)
    if expected is None:
        with pytest.raises(Refused) as refused:
            publish(town, on)
        assert codes(refused) == ["preliminary-list-late"]
        assert the_list(town).state == "collecting"
        return
    publish(town, on)
    entry = Entry.objects.get(event="PreliminaryPublished")
    assert all(code in entry.payload for code in expected)
    assert the_list(town).state == "preliminary"


def test_the_notice_tells_of_a_candidate_what_the_law_lets_be_published(town: Election) -> None:
    ready(town)
    notice = publish(town)
    (table,) = notice.body["tables"]
    words = str(notice.body)
    assert table["head"][3:] == [
        "姓名", "性别", "民族", "出生年月", "政治面貌", "文化程度", "单位及职务",
    ]  # fmt: skip
    assert "1980年01月" in words
    assert "1980-01-01" not in words
    assert b.id_number(30)[-4:] not in words
    assert b.name_of(0) not in words


def test_names_stand_in_the_order_of_strokes(town: Election) -> None:
    receive(town, organized("Z1", 31, 20), joint("L1", 32, range(10)))
    names = queries.derived(the_list(town)).names
    assert len(names) == 3
    assert list(names) == sorted(names, key=stroke_key)


def test_an_unknown_character_is_a_question_to_the_office(town: Election) -> None:
    ready(town)
    Nominee.objects.filter(name=b.name_of(30)).update(name="王\U0002a6b2")
    with pytest.raises(Refused) as refused:
        publish(town)
    assert codes(refused) == ["stroke-unknown"]
    committee.decide(
        election=town,
        matter="stroke_order",
        subject="\U0002a6b2",
        value="1234",
        body="白岩镇选举委员会",
        document_no="",
        decided_on=RECEIVED,
        reason="查字典",
        actor=b.actor(b.TOWN),
    )
    publish(town)


def test_a_committee_member_on_the_list_leaves_the_committee_first(town: Election) -> None:
    ready(town)
    member = town.members.get()
    member.name = b.name_of(30)
    member.save()
    with pytest.raises(Refused) as refused:
        publish(town)
    assert codes(refused) == ["member-is-candidate"]


def test_only_the_committee_of_the_unit_publishes(town: Election) -> None:
    ready(town)
    for actor in (b.actor(b.TOWN, Role.OFFICE), b.actor(b.COUNTY, Role.COMMITTEE)):
        with pytest.raises(NotAllowed):
            services.publish_preliminary(candidates=the_list(town), on=LISTED, actor=actor)


def test_all_lists_are_published_in_one_notice_or_none(town: Election) -> None:
    actor = b.actor(b.TOWN, Role.COMMITTEE)
    for number in (1, 2, 3):
        ready(town, number)
    with pytest.raises(Refused) as refused:
        services.publish_preliminary_lists(election=town, on=LISTED, actor=actor)
    assert codes(refused) == ["nominees-too-few"]
    assert refused.value.findings[0].paths == ("constituency:4",)
    ready(town, 4)
    notice = services.publish_preliminary_lists(election=town, on=LISTED, actor=actor)
    assert len(notice.body["tables"][0]["rows"]) == 12
    assert act_done_on(town, "preliminary_published") == LISTED
    with pytest.raises(Refused) as refused:
        services.publish_preliminary_lists(election=town, on=LISTED, actor=actor)
    assert codes(refused) == ["nothing-to-publish"]


def test_a_nominee_leaves_on_evidence_and_once(town: Election) -> None:
    ready(town)
    with pytest.raises(Refused) as refused:
        withdraw(town, 30, basis=" ")
    assert codes(refused) == ["removal-without-evidence"]
    withdraw(town, 30)
    with pytest.raises(Refused) as refused:
        withdraw(town, 30)
    assert codes(refused) == ["nominee-gone"]
    with pytest.raises(Refused) as refused:
        publish(town)
    assert codes(refused) == ["nominees-too-few"]


def test_who_leaves_a_published_list_may_leave_it_too_short(town: Election) -> None:
    ready(town)
    publish(town)
    withdraw(town, 30)
    found = queries.check_fallen_short(the_list(town))
    assert [finding.code for finding in found] == ["candidates-fallen-short"]


def test_a_consultation_adds_up_and_is_entered_once(town: Election) -> None:
    ready(town)
    with pytest.raises(Refused) as refused:
        consult(town, 30)
    assert codes(refused) == ["list-state"]
    publish(town)
    with pytest.raises(Refused) as refused:
        consult(town, 30, present=19)
    assert codes(refused) == ["opinions-exceed-present"]
    with pytest.raises(Refused) as refused:
        consult(town, 5)
    assert codes(refused) == ["nominee-unknown"]
    consult(town, 30, 31, 32)
    with pytest.raises(Refused) as refused:
        consult(town, 30)
    assert codes(refused) == ["consultation-repeated"]
    assert [voice.for_count for voice in queries.opinions(the_list(town))] == [15, 15, 15]


def test_within_the_range_everybody_becomes_a_formal_candidate(town: Election) -> None:
    ready(town)
    publish(town)
    with pytest.raises(Refused) as refused:
        settle(town, 30, 31, 32)
    assert codes(refused) == ["consultation-missing"]
    consult(town, 30, 31, 32)
    with pytest.raises(Refused) as refused:
        settle(town, 30, 31)
    assert set(codes(refused)) == {"formal-list-drops", "formal-list-count"}
    settle(town, 32, 31, 30)
    constituency = Constituency.objects.get(number=1)
    names = [nominee.name for nominee in queries.formal_candidates(constituency)]
    assert sorted(names) == sorted(b.name_of(n) for n in (30, 31, 32))
    assert names == list(queries.derived(the_list(town)).names)


def test_too_many_nominees_are_cut_by_consultation_or_primary_only(town: Election) -> None:
    five(town)
    with pytest.raises(Refused) as refused:
        settle(town, 30, 31, 32)
    assert codes(refused) == ["formal-list-uncut"]
    with pytest.raises(Refused) as refused:
        settle(town, 30, 31, method="consultation")
    assert set(codes(refused)) == {"formal-list-count", "formal-count-outside"}
    settle(town, 30, 31, 32, method="consultation")
    assert the_list(town).state == "settled"


def test_after_a_primary_the_names_stand_by_votes(town: Election) -> None:
    five(town)
    votes = {b.name_of(serial): serial for serial in (30, 31, 32, 33, 34)}
    with pytest.raises(Refused) as refused:
        settle(town, 30, 33, 34, method="primary", votes=votes)
    assert codes(refused) == ["primary-names-differ"]
    settle(town, 32, 33, 34, method="primary", votes=votes)
    formal = queries.formal_candidates(Constituency.objects.get(number=1))
    assert [nominee.name for nominee in formal] == [b.name_of(n) for n in (34, 33, 32)]


def test_a_tie_at_the_cut_of_a_primary_is_for_the_committee(town: Election) -> None:
    five(town)
    votes = {b.name_of(serial): 10 for serial in (30, 31, 32, 33, 34)}
    with pytest.raises(Refused) as refused:
        settle(town, 30, 31, 32, method="primary", votes=votes)
    assert codes(refused) == ["primary-tie"]
    committee.decide(
        election=town,
        matter="primary_tie",
        subject="constituency:1",
        value="、".join(b.name_of(serial) for serial in (30, 31, 32)),
        body="白岩镇选举委员会",
        document_no="",
        decided_on=LISTED,
        reason="再次预选",
        actor=b.actor(b.TOWN),
    )
    settle(town, 30, 31, 32, method="primary", votes=votes)


@pytest.mark.parametrize(
    ("on", "code"),
    [
        (date(2026, 12, 12), None),
        (date(2026, 12, 13), None),
        (date(2026, 12, 14), "formal-list-late"),
    ],
)
def test_the_formal_list_is_published_seven_days_before(
    town: Election, on: date, code: str | None
) -> None:
    ready(town)
    publish(town)
    consult(town, 30)
    settle(town, 30, 31, 32)
    actor = b.actor(b.TOWN, Role.COMMITTEE)
    if code is not None:
        with pytest.raises(Refused) as refused:
            services.publish_formal(candidates=the_list(town), on=on, actor=actor)
        assert codes(refused) == [code]
        return
    services.publish_formal(candidates=the_list(town), on=on, actor=actor)
    assert the_list(town).state == "formal"


def test_a_list_is_not_published_before_it_is_settled(town: Election) -> None:
    ready(town)
    publish(town)
    with pytest.raises(Refused) as refused:
        services.publish_formal(
            candidates=the_list(town), on=FORMAL, actor=b.actor(b.TOWN, Role.COMMITTEE)
        )
    assert codes(refused) == ["list-state"]


def test_a_whole_election_is_consulted_settled_and_published_at_once(
    town: Election, django_assert_max_num_queries: object
) -> None:
    for number in (1, 2, 3, 4):
        ready(town, number)
    office, body = b.actor(b.TOWN, Role.OFFICE), b.actor(b.TOWN, Role.COMMITTEE)
    services.publish_preliminary_lists(election=town, on=LISTED, actor=body)
    listed = {
        row.constituency.number: [n.name for n in row.nominees.filter(is_listed=True)]
        for row in queries.lists_of(town)
    }
    records = [
        ConsultationData(number, 1, "1", 30, 2, [OpinionData(n, 20, 5, 5) for n in names])
        for number, names in listed.items()
    ]
    services.record_consultations(election=town, records=records, actor=office)
    with pytest.raises(Refused) as refused:
        services.publish_formal_lists(election=town, on=FORMAL, actor=body)
    assert codes(refused) == ["lists-not-settled"]
    settlements = [SettlementData(number, 3, "all", names) for number, names in listed.items()]
    services.settle_formal_lists(
        election=town, settlements=settlements, on=date(2026, 12, 11), actor=body
    )
    notice = services.publish_formal_lists(election=town, on=FORMAL, actor=body)
    assert len(notice.body["tables"][0]["rows"]) == 12
    assert act_done_on(town, "formal_published") == FORMAL
    assert {len(found) for found in queries.formal_candidates_of(town).values()} == {3}
    rows = queries.overview(town)
    assert {(row.state, row.standing, row.groups) for row in rows} == {("formal", 3, 1)}
