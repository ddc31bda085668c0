"""Polling day: proxies, documents, marks, crews and boxes."""

from dataclasses import replace
from datetime import date

import pytest

from huanjie.law.catalogue import next_step, sentence
from huanjie.law.finding import Severity
from huanjie.law.pack import Level, Mode, pack_for
from huanjie.law.pack.words import Consent, Crew, ProxyForm, ProxyGround, Strictness, VoterDocument
from huanjie.law.polling import (
    NATIONAL,
    BoxCrew,
    Document,
    Helper,
    Mandate,
    Manner,
    MobileGround,
    Person,
    Preparation,
    Presider,
    check_assistance,
    check_box,
    check_crew,
    check_document,
    check_mandate,
    check_mark,
    check_mobile_voter,
    check_preparation,
    mode_of,
    participants,
    polling_rules,
    presider,
)
from tests.law.cited import assert_cited


def codes(findings) -> list[str]:
    for finding in findings:
        assert_cited(finding)
        for language in ("zh", "en"):
            assert sentence(finding, language)
            assert next_step(finding, language)
    return [finding.code for finding in findings]


def voter(code, constituency="C1"):
    return Person(code, constituency)


def mandate(principal="p1", proxy="x", **more):
    known = {"ground": ProxyGround.AWAY, "form": ProxyForm.WRITTEN, "consent": Consent.COMMITTEE}
    return Mandate(voter(principal), voter(proxy), **(known | more))


@pytest.mark.parametrize(
    ("shown", "rule", "expected"),
    [
        (Document.ID_CARD, VoterDocument.ID_OR_CARD, []),
        (Document.VOTER_CARD, VoterDocument.ID_OR_CARD, []),
        (Document.ID_CARD, VoterDocument.CARD, ["voter-document-missing"]),
        (Document.VOTER_CARD, VoterDocument.CARD, []),
        (None, VoterDocument.ID_OR_CARD, ["voter-document-missing"]),
    ],
)
def test_a_ballot_is_given_on_the_document_the_province_names(shown, rule, expected):
    assert codes(check_document(shown, replace(NATIONAL, document=rule))) == expected


@pytest.mark.parametrize(("held", "expected"), [(2, []), (3, ["proxy-mandates-exceeded"])])
def test_a_voter_accepts_three_mandates_and_no_fourth(held, expected):
    accepted = [mandate(f"q{i}") for i in range(held)]
    assert codes(check_mandate(mandate(), accepted, NATIONAL)) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (mandate(consent=None), ["proxy-without-consent"]),
        (mandate(consent=Consent.LOCAL_ORGAN), ["proxy-without-consent"]),
        (mandate(form=None), ["proxy-form-missing"]),
        (mandate(form=ProxyForm.FAX), ["proxy-form-missing"]),
        (mandate(ground=ProxyGround.OTHER_SPECIAL), ["proxy-ground-unknown"]),
        (mandate(ground=ProxyGround.CUSTODY), []),
        (mandate("x", "x"), ["proxy-for-oneself"]),
    ],
)
def test_a_mandate_needs_ground_form_and_consent(given, expected):
    assert codes(check_mandate(given, (), NATIONAL)) == expected


@pytest.mark.parametrize(
    ("principal", "proxy", "expected"),
    [
        (voter("p", None), voter("x"), ["principal-not-a-voter"]),
        (voter("p"), voter("x", None), ["proxy-not-a-voter"]),
    ],
)
def test_principal_and_proxy_are_voters(principal, proxy, expected):
    given = replace(mandate(), principal=principal, proxy=proxy)
    assert codes(check_mandate(given, (), NATIONAL)) == expected


@pytest.mark.parametrize(
    ("strictness", "severity"),
    [
        (Strictness.OFF, []),
        (Strictness.WARN, [Severity.WARN]),
        (Strictness.ERROR, [Severity.ERROR]),
    ],
)
def test_a_proxy_from_another_constituency_is_judged_by_the_province(strictness, severity):
    given = replace(mandate(), proxy=voter("x", "C2"))
    found = check_mandate(given, (), replace(NATIONAL, proxy_same_constituency=strictness))
    assert codes(found) == ["proxy-from-another-constituency"] * len(severity)
    assert [finding.severity for finding in found] == severity


def test_the_sick_need_no_consent_where_the_province_lets_them_appoint():
    zhejiang = replace(NATIONAL, proxy_grounds=NATIONAL.proxy_grounds | {ProxyGround.ILLNESS})
    given = mandate(ground=ProxyGround.ILLNESS, consent=None)
    assert codes(check_mandate(given, (), zhejiang)) == []


def test_a_principal_appoints_one_proxy():
    found = check_mandate(mandate(proxy="y"), [mandate()], NATIONAL)
    assert codes(found) == ["principal-already-represented"]


@pytest.mark.parametrize("other", [mandate("x", "y"), mandate("y", "p1")])
def test_a_mandate_is_not_passed_on(other):
    assert codes(check_mandate(mandate(), [other], NATIONAL)) == ["mandate-passed-on"]


@pytest.mark.parametrize(
    ("marked", "manner", "has_mandate", "expected"),
    [
        (None, Manner.IN_PERSON, False, []),
        (None, Manner.MOBILE_BOX, False, []),
        (None, Manner.BY_PROXY, True, []),
        (None, Manner.BY_PROXY, False, ["proxy-without-mandate"]),
        (None, Manner.IN_PERSON, True, ["mandate-lapses"]),
        (Manner.BY_PROXY, Manner.IN_PERSON, True, ["voter-already-marked"]),
        (Manner.IN_PERSON, Manner.IN_PERSON, False, ["voter-already-marked"]),
    ],
)
def test_a_voter_is_marked_once_in_a_round(marked, manner, has_mandate, expected):
    assert codes(check_mark(marked, manner, has_mandate=has_mandate)) == expected


@pytest.mark.parametrize(
    ("post", "person", "expected"),
    [
        (Crew.SCRUTINEER, "A", ["crew-is-candidate"]),
        (Crew.COUNTER, "An", ["crew-is-relative"]),
        (Crew.COUNTER, "Li", []),
        (Crew.PRESIDING, "An", []),
    ],
)
def test_candidates_and_their_relatives_do_not_count(post, person, expected):
    assert codes(check_crew(post, person, ["A"], ["An"], NATIONAL)) == expected


def test_a_province_may_close_every_post_to_relatives():
    zhejiang = replace(NATIONAL, barred_posts=frozenset({Crew.STAFF}))
    assert codes(check_crew(Crew.PRESIDING, "An", ["A"], ["An"], zhejiang)) == ["crew-is-relative"]


@pytest.mark.parametrize(
    ("ground", "dispersed", "expected"),
    [
        (MobileGround.ILLNESS, True, []),
        (MobileGround.DISPERSED, True, []),
        (MobileGround.DISPERSED, False, ["mobile-ground-missing"]),
        (None, True, ["mobile-ground-missing"]),
    ],
)
def test_a_mobile_box_is_only_for_those_the_law_names(ground, dispersed, expected):
    rules = replace(NATIONAL, mobile_dispersed=dispersed)
    assert codes(check_mobile_voter(ground, rules)) == expected


@pytest.mark.parametrize(
    ("box", "rules", "expected"),
    [
        (BoxCrew("M", True, 2, False), {}, []),
        (BoxCrew("M", True, 1, False), {}, ["box-crew-short"]),
        (BoxCrew("S", False, 1, False), {}, []),
        (BoxCrew("S", False, 1, False), {"min_for_all_boxes": True}, ["box-crew-short"]),
        (BoxCrew("M", True, 2, False), {"mobile_register": True}, ["box-register-missing"]),
        (BoxCrew("M", True, 2, True), {"mobile_register": True}, []),
    ],
)
def test_a_box_goes_out_with_two_scrutineers_and_its_register(box, rules, expected):
    assert codes(check_box(box, replace(NATIONAL, **rules))) == expected


def test_voting_begins_when_everything_is_prepared():
    assert check_preparation(Preparation(True, True, True, True)) == ()
    assert codes(check_preparation(Preparation(False, False, False, False))) == [
        "secret-booth-missing",
        "crew-not-chosen",
        "voting-not-announced",
        "boxes-not-sealed",
    ]


def test_only_the_illiterate_and_disabled_have_their_ballot_written():
    assert check_assistance(Helper.ILLITERATE) == ()
    assert codes(check_assistance(None)) == ["assistance-without-ground"]


def test_the_principal_is_the_participant():
    # example 21 of rules.md: 380 in person, 70 of them with two mandates each
    assert participants(380, 0, 140) == 520


@pytest.mark.parametrize(
    ("level", "mode", "body"),
    [
        (Level.TOWNSHIP, Mode.DIRECT, Presider.COMMITTEE),
        (Level.COUNTY, Mode.DIRECT, Presider.COMMITTEE),
        (Level.CITY, Mode.INDIRECT, Presider.PRESIDIUM),
    ],
)
def test_the_level_says_who_elects_and_who_presides(level, mode, body):
    assert mode_of(level) is mode
    assert presider(mode) is body


def test_the_national_pack_holds_the_national_rules_of_polling():
    assert polling_rules(pack_for("00", date(2026, 12, 20)).pack) == NATIONAL
