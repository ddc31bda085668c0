"""From the first form to the formal list: who signs, who stands, who decides."""

from datetime import date

import pytest

from huanjie.law.finding import Finding
from huanjie.office.bulletin.models import Publication
from huanjie.office.committee import services as committee
from huanjie.office.committee.models import Election
from huanjie.office.committee.queries import act_done_on
from huanjie.office.ledger.commands import NotAllowed, Refused
from huanjie.office.ledger.models import Entry
from huanjie.office.nomination import queries, services
from huanjie.office.nomination.models import CandidateList, Nominee, Petition, Signature
from huanjie.office.nomination.rows import (
    ConsultationData,
    NomineeData,
    OpinionData,
    PetitionData,
    SettlementData,
    SignatureData,
)
from huanjie.office.people.roles import Role
from huanjie.office.seats.models import Constituency
from huanjie.roll.strokes import stroke_key
from tests.office import builders as b

pytestmark = pytest.mark.django_db

RECEIVED, LISTED, FORMAL = date(2026, 11, 25), date(2026, 12, 4), date(2026, 12, 12)


@pytest.fixture
def town() -> Election:
    """Four constituencies of two seats, forty voters each, lists open."""
    b.units()
    found = b.election()
    for constituency in b.with_constituencies(found):
        b.voters(constituency)
    services.open_lists(election=found, actor=b.actor(b.TOWN, Role.OFFICE))
    found.refresh_from_db()
    return found


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in refused.value.findings]


def stopping(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings if finding.is_blocking]


def nominee(serial: int, **changed: object) -> NomineeData:
    facts: dict[str, object] = {
        "name": b.name_of(serial),
        "id_number": b.id_number(serial),
        "sex": "1",
        "birth": date(1980, 1, 1),
        "reason": "办事公道",
    }
    return NomineeData(**(facts | changed))  # type: ignore[arg-type]


def signed(*serials: int) -> list[SignatureData]:
    return [
        SignatureData(line, b.name_of(serial), b.id_number(serial))
        for line, serial in enumerate(serials, 1)
    ]


def joint(number: str, serial: int, signers: range, constituency: int = 1) -> PetitionData:
    return PetitionData(
        constituency, number, "joint", RECEIVED, [nominee(serial)], signed(*signers)
    )


def organized(number: str, *serials: int, constituency: int = 1) -> PetitionData:
    people = [nominee(serial) for serial in serials]
    return PetitionData(
        constituency, number, "organization", RECEIVED, people, (), ["中共白岩镇委员会"]
    )


def receive(election: Election, *forms: PetitionData) -> list[Petition]:
    return services.receive_petitions(
        election=election, forms=forms, actor=b.actor(b.TOWN, Role.OFFICE)
    )


def the_list(election: Election, number: int = 1) -> CandidateList:
    return queries.candidate_list(election, number)


def publish(election: Election, on: date = LISTED, number: int = 1) -> Publication:
    return services.publish_preliminary(
        candidates=the_list(election, number), on=on, actor=b.actor(b.TOWN, Role.COMMITTEE)
    )


def ready(election: Election, number: int = 1) -> None:
    """Three nominees for two seats: two of the party's and one of ten voters'."""
    first = (number - 1) * 100
    receive(
        election,
        organized(f"Z{number}", first + 30, first + 31, constituency=number),
        joint(f"L{number}", first + 32, range(first, first + 10), number),
    )


def test_lists_open_only_for_published_constituencies() -> None:
    b.units()
    found = b.election()
    with pytest.raises(Refused) as refused:
        services.open_lists(election=found, actor=b.actor(b.TOWN, Role.OFFICE))
    assert codes(refused) == ["constituencies-unpublished"]


def test_opening_lists_takes_the_election_to_nomination(town: Election) -> None:
    assert town.state == "nominating"
    assert queries.has_open_lists(town)
    assert services.open_lists(election=town, actor=b.actor(b.TOWN, Role.OFFICE)) == 0


def test_ten_voters_of_the_constituency_nominate(town: Election) -> None:
    receive(town, joint("L1", 30, range(10)))
    found = queries.derived(the_list(town))
    assert found.names == (b.name_of(30),)
    assert found.valid == {"L1": 10}
    assert stopping(found.findings) == ["nominees-too-few"]


def test_nine_voters_do_not(town: Election) -> None:
    receive(town, joint("L1", 30, range(9)))
    found = queries.derived(the_list(town))
    assert found.names == ()
    assert "petition-short" in stopping(found.findings)
    assert queries.short_forms(town).count() == 1


def test_a_voter_of_another_constituency_does_not_count(town: Election) -> None:
    (form,) = receive(
        town,
        PetitionData(1, "L1", "joint", RECEIVED, [nominee(30)], signed(*range(9), 100)),
    )
    assert Signature.objects.get(petition=form, position=10).entry is None
    found = queries.derived(the_list(town))
    assert "signature-not-on-roll" in [f.code for f in found.findings]
    assert found.valid == {"L1": 9}


@pytest.mark.parametrize(
    ("line", "is_found"),
    [
        (SignatureData(1, b.name_of(3), b.id_number(3)), True),
        (SignatureData(1, b.name_of(4), b.id_number(3)), False),
        (SignatureData(1, b.name_of(3), serial=4), True),
        (SignatureData(1, b.name_of(3), serial=5), False),
        (SignatureData(1, f" {b.name_of(3)} "), True),
        (SignatureData(1, b.name_of(103)), False),
        (SignatureData(1, b.name_of(3), b.id_number(3).replace("0", "O", 1)), True),
    ],
)
def test_a_signature_is_found_by_number_serial_or_a_name_of_its_own(
    town: Election, line: SignatureData, is_found: bool
) -> None:
    assert (queries.signer(the_list(town), line).found is not None) is is_found


def test_while_typing_a_voter_is_told_full_after_as_many_nominees_as_seats(town: Election) -> None:
    line = SignatureData(1, b.name_of(0), b.id_number(0))
    states = []
    for number, serial in (("L1", 30), ("L2", 31), ("L3", 32)):
        states.append(queries.signer(the_list(town), line).state)
        receive(town, joint(number, serial, range(10)))
    assert states == ["found", "found", "full"]


def three_forms(town: Election) -> list[Petition]:
    """Voters 0 to 9 support three nominees for two seats."""
    return receive(
        town,
        *(joint(f"L{n}", 29 + n, range(10)) for n in (1, 2, 3)),
        joint("L4", 33, range(10, 20)),
    )


def test_who_supports_more_nominees_than_seats_waits_for_a_ruling(town: Election) -> None:
    forms = three_forms(town)
    assert stopping(queries.derived(the_list(town)).findings) == ["signatory-over-limit"] * 10
    assert queries.over_signers(town) == 10
    with pytest.raises(Refused):
        publish(town)
    for line in Signature.objects.filter(petition=forms[2]):
        services.rule_signature(
            signature=line,
            strike=True,
            reason="推荐人数超过应选名额，划去后签的",
            ruled_on=RECEIVED,
            actor=b.actor(b.TOWN, Role.COMMITTEE),
        )
    assert stopping(queries.derived(the_list(town)).findings) == ["petition-short"]
    rule(forms[2], "划去后联名不足十人")
    assert queries.over_signers(town) == 0
    publish(town)


def rule(petition: Petition, reason: str) -> None:
    services.rule_petition(
        petition=petition,
        reason=reason,
        ruled_on=RECEIVED,
        actor=b.actor(b.TOWN, Role.COMMITTEE),
    )


def test_a_ruling_states_its_reason_and_comes_before_publication(town: Election) -> None:
    ready(town)
    form = Petition.objects.get(form_no="L1")
    with pytest.raises(Refused) as refused:
        rule(form, " ")
    assert codes(refused) == ["ruling-without-reason"]
    publish(town)
    with pytest.raises(Refused) as refused:
        rule(form, "迟了")
    assert codes(refused) == ["petition-decided"]


def test_a_nominee_who_is_no_voter_stops_the_list_until_ruled_on(town: Election) -> None:
    ready(town)
    (form,) = receive(town, PetitionData(
        1, "L9", "joint", RECEIVED, [NomineeData("外乡人", b.id_number(99), reason="好")],
        signed(*range(10, 20)),
    ))  # fmt: skip
    assert stopping(queries.findings_of(form)) == ["nominee-not-voter"]
    with pytest.raises(Refused) as refused:
        publish(town)
    assert codes(refused) == ["nominee-not-voter"]
    rule(form, "被推荐人不是选民")
    assert len(publish(town).body["tables"][0]["rows"]) == 3


def test_a_form_number_is_entered_once_and_a_form_names_somebody(town: Election) -> None:
    receive(town, joint("L1", 30, range(10)))
    for form, code in (
        (joint("L1", 31, range(10)), "form-number-taken"),
        (PetitionData(1, "L2", "joint", RECEIVED, []), "form-without-nominee"),
        (
            PetitionData(1, "Z1", "organization", RECEIVED, [nominee(31)]),
            "form-without-organization",
        ),
        (joint("L3", 31, range(10), constituency=9), "list-missing"),
    ):
        with pytest.raises(Refused) as refused:
            receive(town, form)
        assert codes(refused) == [code]
    assert Petition.objects.count() == 1


def test_two_people_of_one_name_cannot_stand_on_one_ballot(town: Election) -> None:
    receive(town, joint("L1", 30, range(10)))
    namesake = NomineeData(b.name_of(30), b.id_number(31))
    with pytest.raises(Refused) as refused:
        receive(town, PetitionData(1, "L2", "joint", RECEIVED, [namesake], signed(*range(10))))
    assert codes(refused) == ["nominee-namesake"]


def test_an_organisation_supports_no_more_nominees_than_seats(town: Election) -> None:
    receive(town, organized("Z1", 30, 31), organized("Z2", 32))
    assert stopping(queries.derived(the_list(town)).findings) == ["organization-over-seats"]


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


def withdraw(town: Election, serial: int, basis: str = "本人书面声明") -> Nominee:
    return services.withdraw_nominee(
        nominee=queries.nominee_of(town, 1, b.name_of(serial)),
        reason="declined",
        basis=basis,
        on=LISTED,
        actor=b.actor(b.TOWN, Role.COMMITTEE),
    )


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


def consult(town: Election, *serials: int, present: int = 20, group: str = "第一组") -> None:
    services.record_consultation(
        candidates=the_list(town),
        round=1,
        group=group,
        present=present,
        absent=5,
        opinions=[OpinionData(b.name_of(serial), 15, 3, 2) for serial in serials],
        actor=b.actor(b.TOWN, Role.OFFICE),
    )


def settle(
    town: Election, *serials: int, method: str = "all", votes: dict[str, int] | None = None
) -> None:
    services.settle_formal(
        candidates=the_list(town),
        count=len(serials),
        method=method,
        names=[b.name_of(serial) for serial in serials],
        on=date(2026, 12, 11),
        votes=votes,
        actor=b.actor(b.TOWN, Role.COMMITTEE),
    )


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


def five(town: Election) -> None:
    """Five nominees for two seats: one more than the range of three to four allows."""
    ready(town)
    receive(town, joint("L2", 33, range(10, 20)), joint("L3", 34, range(20, 30)))
    publish(town)
    consult(town, 30, 31, 32, 33, 34)


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
