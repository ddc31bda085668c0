"""Where a province's own article gives the value, a finding of the poll and the count cites it."""

from dataclasses import replace
from datetime import date

import pytest

from huanjie.law.article import ELECTION_LAW
from huanjie.law.counting import (
    Opening,
    Outcome,
    check_opening,
    check_opening_record,
    determination_rules,
    supplementary_round,
    tie_revote,
)
from huanjie.law.finding import Severity, WrongInput
from huanjie.law.pack import keys, shipped_packs
from huanjie.law.pack.words import Consent, Crew, ProxyForm, ProxyGround
from huanjie.law.polling import (
    BoxCrew,
    Mandate,
    MobileGround,
    Person,
    check_box,
    check_crew,
    check_document,
    check_mandate,
    check_mobile_voter,
    polling_rules,
)
from huanjie.law.sheet import MobileCrew
from tests.law.counting_cases import tally
from tests.law.sheet_cases import report

PACKS = shipped_packs()
PROVINCES = ("national-2020", "zhejiang-2021", "beijing-2021", "shanghai-2021", "shandong-2021")
VOTED = date(2026, 12, 20)


def mandate(**changed):
    given = Mandate(
        Person("甲", "一"),
        Person("乙", "一"),
        ProxyGround.AWAY,
        ProxyForm.WRITTEN,
        Consent.COMMITTEE,
    )
    return replace(given, **changed)


def held(count):
    return [mandate(principal=Person(f"丙{number}", "一")) for number in range(count)]


def no_ground(rules):
    """A ground that this province does not know."""
    return min(frozenset(ProxyGround) - rules.proxy_grounds)


ASKED = {
    "voter-document-missing": lambda r: check_document(None, r),
    "proxy-mandates-exceeded": lambda r: check_mandate(mandate(), held(3), r),
    "proxy-ground-unknown": lambda r: check_mandate(mandate(ground=no_ground(r)), (), r),
    "proxy-form-missing": lambda r: check_mandate(mandate(form=None), (), r),
    "proxy-without-consent": lambda r: check_mandate(mandate(consent=None), (), r),
    "proxy-from-another-constituency": lambda r: check_mandate(
        mandate(proxy=Person("乙", "二")), (), r
    ),
    "crew-is-candidate": lambda r: check_crew(Crew.COUNTER, "甲", ["甲"], [], r),
    "crew-is-relative": lambda r: check_crew(Crew.COUNTER, "乙", ["甲"], ["乙"], r),
    "mobile-ground-missing": lambda r: check_mobile_voter(None, r),
    "box-crew-short": lambda r: check_box(BoxCrew("M", True, 1, has_register=True), r),
}
SAID = {
    "voter-document-missing": ("EL 37", "ZJ 40¶1", "BJ 47¶2", "SH 38", "SD 42"),
    "proxy-mandates-exceeded": ("EL 42", "ZJ 43¶5", "BJ 51", "SH 40¶1", "SD 44"),
    "proxy-ground-unknown": ("EL 42", "ZJ 43¶3", "BJ 51", "SH 40¶1", "SD 44"),
    "proxy-form-missing": ("EL 42", "ZJ 43¶4", "BJ 51", "SH 40¶1", "SD 44"),
    "proxy-without-consent": ("EL 42", "ZJ 43¶4", "BJ 51", "SH 40¶1", "SD 44"),
    "proxy-from-another-constituency": ("P P-09", "P P-09", "BJ 51", "P P-09", "P P-09"),
    "crew-is-candidate": ("P P-05", "ZJ 40¶3", "BJ 49¶3", "SH 39¶2", "SD 41¶2"),
    "crew-is-relative": ("EL 43¶2", "ZJ 40¶3", "BJ 49¶3", "SH 39¶2", "SD 41¶2"),
    "mobile-ground-missing": ("EL 38", "ZJ 40¶2", "BJ 48¶1", "SH 36", "SD 40"),
    "box-crew-short": ("P P-03", "ZJ 40¶4", "BJ 49¶2", "SH 36", "SD 40"),
}
CELLS = [
    (code, province, article)
    for code, row in SAID.items()
    for province, article in zip(PROVINCES, row, strict=True)
]


@pytest.mark.parametrize(("code", "province", "article"), CELLS)
def test_a_finding_of_the_poll_cites_the_text_that_gives_the_value(code, province, article):
    found = ASKED[code](polling_rules(PACKS[province]))
    assert [(f.code, f.article.key) for f in found if f.code == code] == [(code, article)]


def test_what_no_province_varies_is_cited_from_the_national_law():
    rules = polling_rules(PACKS["zhejiang-2021"])
    found = check_mandate(mandate(proxy=Person("甲", "一")), (), rules)
    assert [(f.code, f.article.key) for f in found] == [("proxy-for-oneself", "EL 42")]


def test_every_box_of_beijing_has_two_scrutineers_by_its_own_words():
    rules = polling_rules(PACKS["beijing-2021"])
    found = check_box(BoxCrew("S", False, 1, has_register=True), rules)
    assert [(f.code, f.article.key) for f in found] == [("box-crew-short", "BJ 49¶2")]


def test_the_signed_register_of_shanghais_mobile_boxes_rests_on_its_own_words():
    rules = polling_rules(PACKS["shanghai-2021"])
    found = check_box(BoxCrew("M", True, 2, has_register=False), rules)
    assert [(f.code, f.article.key) for f in found] == [("box-register-missing", "SH 36")]


def test_dispersed_voters_of_shanghai_are_refused_by_its_own_words():
    rules = polling_rules(PACKS["shanghai-2021"])
    assert check_mobile_voter(MobileGround.DISPERSED, rules)[0].article.key == "SH 36"


def articles(outcome: Outcome):
    return [(finding.code, finding.article.key) for finding in outcome.findings]


SHORT = {
    "national-2020": ("seats-still-open", "EL 45¶4"),
    "zhejiang-2021": ("seats-left-vacant", "ZJ 49¶3"),
    "beijing-2021": ("seats-still-open", "EL 45¶4"),
    "shanghai-2021": ("seats-left-vacant", "SH 45¶3"),
    "shandong-2021": ("seats-still-open", "SD 49¶4"),
}


@pytest.mark.parametrize("province", PROVINCES)
def test_what_follows_a_short_round_is_said_by_the_province(province):
    rules = determination_rules(PACKS[province])
    short = tally(t=900, votes={"甲": 299, "乙": 200})
    assert articles(supplementary_round(short, ("甲", "乙"), rules)) == [SHORT[province]]


VOID = {
    "national-2020": [("invalid-turnout", "EL 45¶1")],
    "zhejiang-2021": [("invalid-turnout", "EL 45¶1"), ("supplementary-void", "ZJ 49¶3")],
    "beijing-2021": [("invalid-turnout", "EL 45¶1")],
    "shanghai-2021": [("invalid-turnout", "SH 44")],
    "shandong-2021": [("invalid-turnout", "EL 45¶1")],
}


@pytest.mark.parametrize("province", PROVINCES)
def test_that_a_later_round_needs_the_turnout_is_said_by_the_province(province):
    rules = determination_rules(PACKS[province])
    few = tally(t=500, votes={"甲": 300, "乙": 200})
    assert articles(supplementary_round(few, ("甲", "乙"), rules)) == VOID[province]
    assert articles(tie_revote(few, ("甲", "乙"), rules)) == VOID[province][:1]


def test_an_excess_is_cited_from_the_national_law_in_every_round():
    rules = determination_rules(PACKS["shanghai-2021"])
    excess = tally(t=600, b=601, votes={"甲": 300, "乙": 200})
    assert articles(supplementary_round(excess, ("甲", "乙"), rules)) == [
        ("invalid-excess", "EL 44¶1")
    ]


@pytest.mark.parametrize("province", PROVINCES)
def test_that_a_tied_seat_may_stay_vacant_is_said_by_shandong(province):
    rules = determination_rules(PACKS[province])
    level = tally(votes={"甲": 300, "乙": 300})
    own = "SD 49¶4" if province == "shandong-2021" else "EL 45¶3"
    assert articles(tie_revote(level, ("甲", "乙"), rules)) == [("tie-remains", own)]


def test_the_sheet_cites_the_province_for_the_crew_of_a_mobile_box():
    named = {"J106": keys.POLL_MOBILE_SCRUTINEERS}
    short = {"crews": {"M1": MobileCrew(1, 0)}}
    own = report(**short, articles=PACKS["zhejiang-2021"].own_articles(named))
    assert [(f.code, f.article.key) for f in own.findings] == [("J106", "ZJ 40¶4")]
    national = report(**short, articles=PACKS["national-2020"].own_articles(named))
    assert [(f.code, f.article.key) for f in national.findings] == [("J106", "P P-03")]


def opened(**changed):
    known = {"boxes": 2, "counted_together": True, "closed": VOTED, "opened": VOTED}
    return Opening(**(known | changed))


def test_boxes_counted_apart_break_the_words_of_the_province():
    found = check_opening(opened(counted_together=False), PACKS["beijing-2021"])
    assert [(f.code, f.article.key, f.severity, dict(f.facts)) for f in found] == [
        ("boxes-counted-apart", "BJ 53", Severity.ERROR, {"boxes": 2})
    ]


def test_a_delayed_count_breaks_the_words_of_shanghai():
    after = date(2026, 12, 21)
    found = check_opening(opened(opened=after), PACKS["shanghai-2021"])
    facts = {"closed": VOTED, "opened": after}
    assert [(f.code, f.article.key, f.severity, dict(f.facts)) for f in found] == [
        ("count-delay-unapproved", "SH 43¶1", Severity.ERROR, facts),
        ("count-leaders-not-called", "SH 43¶1", Severity.ERROR, facts),
    ]


@pytest.mark.parametrize(
    ("pack", "own"),
    [("zhejiang-2021", "ZJ 47"), ("beijing-2021", "BJ 53"), ("shandong-2021", "SD 47"),
     ("shanghai-2021", "SH 43¶1")],
)  # fmt: skip
def test_a_missing_record_is_a_warning_under_the_words_of_the_province(pack, own):
    found = check_opening_record(None, PACKS[pack])
    assert [(f.code, f.article.key, f.severity) for f in found] == [
        ("opening-not-recorded", own, Severity.WARN)
    ]


@pytest.mark.parametrize("asked", ["count__unify_boxes", "count__delay_needs_approval"])
def test_either_of_the_two_values_asks_for_a_record(asked):
    pack = PACKS["national-2020"].with_values(**{asked: True})
    assert [f.article for f in check_opening_record(None, pack)] == [ELECTION_LAW[43, 1]]
    assert check_opening_record(opened(), pack) == ()


def test_a_pack_without_words_of_its_own_falls_back_on_who_counts():
    silent = PACKS["national-2020"].with_values(count__unify_boxes=True)
    found = check_opening(opened(counted_together=False), silent)
    assert [f.article for f in found] == [ELECTION_LAW[43, 1]]


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"boxes": 0}, "boxes"), ({"opened": date(2026, 12, 19)}, "opened")],
)
def test_an_opening_that_cannot_be_names_the_field(changed, field):
    with pytest.raises(WrongInput) as refused:
        opened(**changed)
    assert refused.value.field == field


def test_one_box_opened_on_the_day_is_an_opening():
    assert opened(boxes=1).boxes == 1
