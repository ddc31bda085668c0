"""Who nominates: forms, signatures, and what is ruled on them."""

import pytest

from huanjie.office.committee.models import Election
from huanjie.office.ledger.commands import Refused
from huanjie.office.nomination import queries, services
from huanjie.office.nomination.models import Petition, Signature
from huanjie.office.nomination.rows import (
    NomineeData,
    PetitionData,
    SignatureData,
)
from huanjie.office.people.roles import Role
from tests.office import builders as b
from tests.office.nomination.desk import (
    RECEIVED,
    codes,
    joint,
    nominee,
    organized,
    publish,
    ready,
    receive,
    rule,
    signed,
    stopping,
    the_list,
    three_forms,
)

pytestmark = pytest.mark.django_db


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
