"""Every X check fires on one side of its boundary and not on the other, and never for nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from time import perf_counter

import pytest

from huanjie.figures.checks import CHECKS, check
from huanjie.figures.checks.formula import relation
from huanjie.figures.compute import completed
from huanjie.figures.definition import field, fields, required_keys
from huanjie.figures.figure import Missing, MissingReason, Moment, People
from huanjie.law.catalogue import catalogue, next_step, sentence
from huanjie.law.finding import Finding, Severity
from tests.figures.samples import NATIONAL, NOW, E, World, other, samples, whole

# The checks of domain.md §4 by table, a letter for the severity of each.
LISTED = {
    "X0": "EEWWE",
    "X1": "EEEWWE",
    "X2": "EEEEWWW",
    "X3": "EEEEEWEWWE",
    "X4": "EEEEEEWEWE",
    "X5": "EEEEEEEEWWEWE",
    "X6": "EEEWWE",
    "X7": "EEEEEEW",
    "X8": "EEEWE",
    "X9": "EWEE",
}
SEVERITIES = {
    f"{table}.{number}": Severity.ERROR if letter == "E" else Severity.WARN
    for table, letters in LISTED.items()
    for number, letter in enumerate(letters, 1)
}
SAMPLES = list(samples())
HOLDS = [(each.code, world) for each in SAMPLES for world in each.holds]
FIRES = [(each.code, world) for each in SAMPLES for world in each.fires]


def found(world: World) -> list[Finding]:
    """The findings; one of each code is read in both languages."""
    findings = check(world.ret(), world.surroundings())
    first = {(finding.code, finding.severity): finding for finding in findings}
    for finding, language in product(first.values(), ("zh", "en")):
        text = sentence(finding, language) + next_step(finding, language)  # type: ignore[arg-type]
        assert "{" not in text
    return findings


def ids(value: object) -> str:
    return value if isinstance(value, str) else ""


@pytest.mark.parametrize(("code", "world"), FIRES, ids=ids)
def test_a_check_fires_beyond_its_boundary(code: str, world: World) -> None:
    assert code in {finding.code for finding in found(world)}


@pytest.mark.parametrize(("code", "world"), HOLDS, ids=ids)
def test_a_check_holds_at_its_boundary_and_was_made(code: str, world: World) -> None:
    findings = found(world)
    assert code not in {finding.code for finding in findings}
    unmade = (one for one in findings if one.facts.get("check") == code)
    keys = {path for finding in unmade for path in finding.paths}
    assert not keys & {key for key, value in world.plain.items() if value is not None}


def test_every_listed_check_exists_has_words_and_both_kinds_of_sample() -> None:
    listed = SEVERITIES.keys()
    assert listed == {each.code for each in CHECKS} - {"figures-formula-wrong"}
    assert listed <= catalogue().keys()
    assert listed == {each.code for each in SAMPLES if each.holds}
    assert listed == {each.code for each in SAMPLES if each.fires}


def test_every_check_binds_as_listed() -> None:
    assert SEVERITIES.items() <= {check.code: check.severity for check in CHECKS}.items()


REASONS = {MissingReason.NOT_KEPT: "尚无记录", MissingReason.NOT_DUE: "尚未到期"}
WITH_FIGURES = [(code, world) for code, world in FIRES if code[:2] != "X0" and world.plain]


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize(("code", "world"), WITH_FIGURES, ids=ids)
def test_a_check_without_one_of_its_figures_names_it_and_says_why(
    code: str, world: World, reason: MissingReason
) -> None:
    for key in world.plain:
        lacking = replace(world, plain={**world.plain, key: Missing(reason)})
        (told,) = (one for one in found(lacking) if one.facts.get("check") == code)
        assert key in told.paths
        assert f"{REASONS[reason]}：" in "".join(told.facts["gaps"])  # type: ignore[arg-type]


def test_without_any_figure_every_check_says_that_it_was_not_made() -> None:
    findings = found(World({}))
    told = {str(finding.facts["check"]) for finding in findings if "check" in finding.facts}
    asked = {check.code for check in CHECKS} - {"X0.2", "X0.4", "figures-formula-wrong"}
    unasked = {"X1.5", "X2.4"}  # twenty days before their time; only for townships
    assert told == asked - unasked


@pytest.mark.parametrize("text", ["T3.03 T3.04", "T3.03 = x", "T3.03 = T3.04 + "])
def test_a_formula_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"formula|neither"):
        relation(text)


def test_every_formula_names_fields_that_exist() -> None:
    assert relation("T2.14a + 2*T2.14b = 3").left == ((1, "T2.14a"), (2, "T2.14b"))
    assert relation("3*T7.02@* >= 2*T7.01@*").keys == ("T7.02@*", "T7.01@*")
    assert all(field(key) for world in (w for _, w in FIRES) for key in world.plain)


def test_an_old_population_file_explains_people_without_a_decision() -> None:
    (world,) = (world for code, world in FIRES if code == "X3.3" and world.plain["T3.02"] == 101)

    def severity(days: int) -> Severity:
        around = {"population_day": E - timedelta(days=27 + days)}
        findings = found(replace(world, around=around))
        return next(finding.severity for finding in findings if finding.code == "X3.3")

    assert severity(60) is Severity.ERROR
    assert severity(61) is Severity.WARN


def test_what_one_column_lacks_does_not_hide_the_fault_of_another() -> None:
    sound = {"T6.01@formal": 5, "T6.02@formal": 3, "T6.03@formal": None}
    broken = {"T6.01@elected": 5, "T6.02@elected": 3, "T6.03@elected": 1}
    findings = found(World({**sound, **broken}))
    (fault,) = (finding for finding in findings if finding.code == "X6.1")
    assert fault.facts["column"] == "当选代表"
    assert fault.facts["column_en"] == "elected"
    assert any(
        finding.facts.get("check") == "X6.1" and "T6.03@formal" in finding.paths
        for finding in findings
    )


def test_a_share_without_a_denominator_is_not_checked() -> None:
    findings = found(World({"T5.04": (0, 0)}))
    (told,) = (one for one in findings if one.facts.get("check") == "X5.9")
    assert told.facts["gaps"] == ("分母为零：T5.04",)


def test_a_figure_of_another_kind_is_not_checked() -> None:
    plain = {"T5.04": 3, "T9.09": 3, "T5.06": (1, 2)}
    findings = found(World(plain, around={"now": NOW}))
    told = {one.facts["check"] for one in findings if "check" in one.facts}
    assert {"X5.9", "X9.2", "X5.1"} <= told


def test_distinct_persons_count_in_a_formula() -> None:
    people = {"T1.12": 1, "T1.13": People(frozenset("ab"))}
    assert "X1.2" in {one.code for one in found(World(people))}


def test_shares_of_nobody_have_no_direction() -> None:
    findings = found(World({"T6.01@elected": 0}))
    (told,) = (one for one in findings if one.facts.get("check") == "X6.4")
    assert "T6.01@elected" in told.paths


def test_where_nothing_is_to_be_filled_no_range_is_asked() -> None:
    office = {f"T7.{number:02d}@sc_chair": 0 for number in (3, 4, 5, 6)}
    world = World({**office, "T7.18": 0, "T7.19": 0}, around={"pack": NATIONAL})
    findings = found(world)
    told = {one.facts.get("check", one.code) for one in findings}
    assert not told & {"X7.3", "X7.6"}


def test_a_day_without_an_hour_is_as_old_as_its_first() -> None:
    def codes(day: date) -> set[str]:
        return {one.code for one in found(World({"T9.09": Moment(day)}, around={"now": NOW}))}

    assert "X9.2" not in codes(date(2026, 11, 23))
    assert "X9.2" in codes(date(2026, 11, 22))


def test_a_formula_field_that_was_changed_is_found() -> None:
    sound = {"T5.02": 100, "T5.03": 80, "T5.04": (80, 100)}
    assert "figures-formula-wrong" not in {one.code for one in found(World(sound))}
    changed = found(World({**sound, "T5.04": (81, 100)}))
    (finding,) = (one for one in changed if one.code == "figures-formula-wrong")
    assert finding.paths == ("T5.04",)
    assert finding.facts["found"] == "81.00%"
    assert finding.facts["due"] == "80.00%"


def test_a_formula_over_incomplete_totals_is_not_held_against_them() -> None:
    changed = World({"T5.02": 100, "T5.03": 80, "T5.04": (70, 80)})
    ret = replace(changed.ret(), incomplete={"T5.03": ("乙镇",)})
    codes = {one.code for one in check(ret, changed.surroundings())}
    assert "figures-formula-wrong" not in codes


def test_a_unit_that_has_not_reported_is_no_absent_figure_of_a_roll_up() -> None:
    plain = {**whole(), "T3.03": Missing(MissingReason.NOT_REPORTED)}
    rolled = World(plain, parts=(other({}),), missing=("乙镇",))  # type: ignore[arg-type]
    assert "X0.2" not in {one.code for one in found(rolled)}


def county(constituencies: int) -> World:
    """A return with every count field, and a row for each constituency."""
    counts = [each.code for each in fields().values() if each.roll.value == "S"]
    rows = tuple(
        ("constituency", f"{number:03d}", {code: number for code in counts if code[1] in "345"})
        for number in range(constituencies)
    )
    return World({key: 7 for key in required_keys() if field(key).roll.value == "S"}, rows=rows)


def test_a_county_is_completed_and_checked_in_no_time() -> None:
    world = county(521)
    ret, around = world.ret(), world.surroundings()
    started = perf_counter()
    check(replace(ret, figures=completed(ret.figures)), replace(around, last_term=ret))
    assert perf_counter() - started < 1  # a fifth of it on a quiet machine
