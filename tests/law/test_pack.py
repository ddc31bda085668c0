from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from huanjie.law.article import DIRECT_ELECTION, ELECTION_LAW, TEXTS
from huanjie.law.finding import Severity, WrongInput
from huanjie.law.pack import (
    PARAMETERS,
    Level,
    Status,
    UnitType,
    article_of,
    in_order,
    keys,
    pack_for,
    pack_named,
    read_pack,
    shipped_packs,
)
from huanjie.law.pack.words import NameOrder, Place
from tests.law.answers import ELECTION_DAY, NATIONAL, codes, unfired

HEAD = """
[pack]
id = "north-2021"
title = "北省实施细则"
title_en = "Rules of the North"
short = "北"
code = "NN"
province = "98"
amended = 2021-03-24
levels = ["county", "township"]
extends = "national-2020"
"""


def north(body: str) -> str:
    return HEAD + body


def read(body: str):
    return read_pack(north(body), shipped_packs())


def refused(body: str) -> WrongInput:
    with pytest.raises(WrongInput) as error:
        read(body)
    return error.value


def test_every_wording_is_fired():
    assert not unfired("pack", __file__, Path(__file__).with_name("test_pack_check.py"))


def test_a_province_without_a_pack_is_governed_by_the_national_text():
    governing = pack_for("98", ELECTION_DAY)
    assert governing.pack.id == "national-2020"
    assert codes(governing.findings) == ["pack-national-only"]
    assert governing.findings[0].severity is Severity.INFO


def test_before_the_law_of_2020_no_text_of_ours_was_in_force():
    assert pack_for("98", date(2020, 10, 17)).pack.id == "national-2020"
    with pytest.raises(WrongInput, match="2020-10-16"):
        pack_for("98", date(2020, 10, 16))


def test_a_provincial_pack_governs_from_its_day_and_the_latest_wins():
    national = next(iter(shipped_packs().values()))
    early = read("")
    late = read_pack(north("").replace("2021-03-24", "2025-01-01"), shipped_packs())
    packs = {"n": national, "a": early, "b": late}
    assert pack_for("98", date(2021, 3, 23), packs).pack is national
    assert pack_for("98", date(2021, 3, 24), packs).pack is early
    assert pack_for("98", date(2026, 1, 1), packs).pack is late
    assert pack_for("98", date(2026, 1, 1), packs).findings == ()
    assert pack_for("97", date(2026, 1, 1), packs).pack is national


def test_every_parameter_has_a_national_value_or_is_expressly_unset():
    assert NATIONAL.settings.keys() == PARAMETERS.keys()
    unset = {key for key, setting in NATIONAL.settings.items() if setting.value is None}
    assert unset <= {key for key, parameter in PARAMETERS.items() if parameter.optional}


def test_every_national_value_of_law_cites_a_text():
    for key, setting in NATIONAL.settings.items():
        has_text = setting.article is not None and setting.article.text.code in TEXTS
        assert has_text == (setting.status in {Status.LAW, Status.SOFT}), key


def test_values_come_typed():
    assert NATIONAL[keys.NOM_JOINT_MIN] == 10
    assert NATIONAL[keys.NOM_SURPLUS_INDIRECT] == (Fraction(1, 5), Fraction(1, 2))
    assert NATIONAL[keys.NOM_ORDER_PRIMARY] is NameOrder.VOTES
    assert NATIONAL[keys.REG_OVERSEAS_PLACES] == (Place.NATIVE_PLACE, Place.PRE_DEPARTURE)
    assert NATIONAL[keys.COMMITTEE_SIZE_COUNTY] is None
    assert UnitType.TOWN.level is Level.TOWNSHIP
    assert UnitType.DISTRICT.level is Level.COUNTY
    assert UnitType.AUTONOMOUS_PREFECTURE.level is Level.CITY


def test_a_breach_binds_as_its_status_says():
    assert NATIONAL.severity(keys.NOM_JOINT_MIN) is Severity.ERROR
    assert NATIONAL.severity(keys.CONSTITUENCY_TOLERANCE) is Severity.WARN
    assert NATIONAL.severity(keys.REG_STUDENT) is Severity.MANUAL


def test_an_article_is_named_where_a_text_speaks_and_the_rule_s_own_where_none_does():
    assert NATIONAL.article(keys.NOM_ORDER_PRIMARY, ELECTION_LAW[32]) == DIRECT_ELECTION[10, 3]
    assert NATIONAL.article(keys.CONSTITUENCY_TOLERANCE, ELECTION_LAW[26]) == ELECTION_LAW[26]


def test_a_province_details_the_national_text_and_keeps_the_rest():
    pack = read(
        '[committee.size.county]\nvalue = [9, 15]\ncite = "NN 7"\nstatus = "soft"\n'
        '[cal.roll_days]\nvalue = 25\ncite = "NN 27¶1"\nstatus = "law"\n'
    )
    assert pack[keys.COMMITTEE_SIZE_COUNTY] == (9, 15)
    assert pack.article(keys.COMMITTEE_SIZE_COUNTY, ELECTION_LAW[10]).key == "NN 7"
    assert pack.severity(keys.COMMITTEE_SIZE_COUNTY) is Severity.WARN
    assert pack[keys.CAL_ROLL_DAYS] == 25
    assert pack[keys.NOM_JOINT_MIN] == 10
    assert pack.levels == (Level.COUNTY, Level.TOWNSHIP)


LEAF = 'cite = "NN 1"\nstatus = "law"\n'


@pytest.mark.parametrize(
    ("body", "field", "reason"),
    [
        (f"[nom.invented]\nvalue = 1\n{LEAF}", "nom.invented", "unknown key"),
        (f"[invented]\nvalue = 1\n{LEAF}", "invented", "unknown key"),
        ("invented = 1", "pack.invented", "unknown key"),
        ('[cal.roll_days]\nvalue = 25\nstatus = "law"', "cal.roll_days", "citation is missing"),
        (
            '[cal.roll_days]\nvalue = 25\ncite = "none"\nstatus = "law"',
            "cal.roll_days",
            "'none' is no citation",
        ),
        (
            '[cal.roll_days]\nvalue = 25\ncite = "XX 1"\nstatus = "law"',
            "cal.roll_days",
            "no citation of a known text",
        ),
        ('[cal.roll_days]\nvalue = 25\ncite = "NN 1"', "cal.roll_days", "status is one of"),
        (f"[cal.roll_days]\nvalue = 25\nwhy = 1\n{LEAF}", "cal.roll_days", "a table of value"),
        ("[cal]\nroll_days = 25", "cal.roll_days", "a table of value"),
        (f"[cal.roll_days]\n{LEAF}", "cal.roll_days", "value is missing"),
        (f'[cal.roll_days]\nvalue = "25"\n{LEAF}', "cal.roll_days", "whole number is needed"),
        (f"[cal.roll_days]\nvalue = true\n{LEAF}", "cal.roll_days", "whole number is needed"),
        (f"[cal.roll_days]\nvalue = 19\n{LEAF}", "cal.roll_days", "national bounds 20"),
        (f"[poll.proxy.max]\nvalue = 4\n{LEAF}", "poll.proxy.max", "national bounds 1..3"),
        (f"[nom.joint_min]\nvalue = 9\n{LEAF}", "nom.joint_min", "national bounds 10..10"),
        (f"[nom.written]\nvalue = 1\n{LEAF}", "nom.written", "true or false"),
        (
            f"[constituency.population_tolerance]\nvalue = 0.3\n{LEAF}",
            "constituency.population_tolerance",
            "exact fraction",
        ),
        (
            f'[constituency.population_tolerance]\nvalue = "1/0"\n{LEAF}',
            "constituency.population_tolerance",
            "is not a fraction",
        ),
        (
            f'[ethnic.min_ratio]\nvalue = "1/3"\n{LEAF}',
            "ethnic.min_ratio",
            "outside the national bounds",
        ),
        (
            f'[nom.surplus_direct]\nvalue = ["1/4", "1"]\n{LEAF}',
            "nom.surplus_direct",
            "outside the national bounds",
        ),
        (
            f'[nom.surplus_direct]\nvalue = ["1", "1/3"]\n{LEAF}',
            "nom.surplus_direct",
            "before the smaller",
        ),
        (
            f"[committee.size.county]\nvalue = [9]\n{LEAF}",
            "committee.size.county",
            "list of two",
        ),
        (
            f'[nom.order.prelim]\nvalue = "votes"\n{LEAF}',
            "nom.order.prelim",
            "is none of strokes",
        ),
        (f'[reg.retired]\nvalue = "hukou"\n{LEAF}', "reg.retired", "a list is needed"),
        (f'[reg.retired]\nvalue = ["moon"]\n{LEAF}', "reg.retired", "is none of"),
    ],
)
def test_a_pack_is_refused_with_key_and_reason(body, field, reason):
    error = refused(body)
    assert error.field == field
    assert reason in error.reason


def test_a_default_may_say_that_no_text_speaks():
    body = '[constituency.population_tolerance]\nvalue = "1/5"\ncite = "none"\nstatus = "default"'
    assert read(body)[keys.CONSTITUENCY_TOLERANCE] == Fraction(1, 5)


def test_a_province_may_unset_what_is_optional():
    pack = read(f"[by.prelim_days]\n{LEAF}")
    assert pack[keys.BY_PRELIM_DAYS] is None


def test_a_pack_that_extends_none_must_be_complete():
    with pytest.raises(WrongInput, match=r"quota\.city\.base: no value"):
        read_pack(HEAD.replace('extends = "national-2020"', ""), {})


def test_a_pack_names_what_it_extends_and_all_its_heads():
    with pytest.raises(WrongInput, match=r"pack\.extends"):
        read_pack(HEAD, {})
    with pytest.raises(WrongInput, match=r"pack\.amended: the pack does not say"):
        read_pack(HEAD.replace("amended = 2021-03-24", ""), shipped_packs())
    with pytest.raises(WrongInput, match=r"pack\.amended: a day"):
        read_pack(HEAD.replace("2021-03-24", '"2021"'), shipped_packs())


def test_two_packs_of_one_name_are_refused():
    with pytest.raises(WrongInput, match="two packs"):
        in_order([national_source(), HEAD, HEAD])
    assert set(in_order([HEAD, national_source()])) == {"national-2020", "north-2021"}


def national_source() -> str:
    from tests.law.answers import LAW

    return (LAW / "packs" / "national-2020.toml").read_text("utf-8")


def test_a_citation_names_article_paragraph_and_item():
    assert article_of("EL 12¶1(3)", TEXTS) == ELECTION_LAW[12, 1, 3]
    assert article_of("EL 12¶1(3)", TEXTS).key == "EL 12¶1(3)"
    assert article_of("DP 5", TEXTS) == DIRECT_ELECTION[5]


def test_values_for_a_trial_are_checked_like_any_other():
    assert NATIONAL.with_values(cal__roll_days=30)[keys.CAL_ROLL_DAYS] == 30
    with pytest.raises(WrongInput):
        NATIONAL.with_values(cal__roll_days=3)


def test_a_pack_is_asked_for_by_its_name():
    assert pack_named("national-2020").province is None
    with pytest.raises(WrongInput, match="pack: 'atlantis-1' is none of"):
        pack_named("atlantis-1")
