"""Where a voter is listed and for which levels, from `rules.md` R-06 to R-12 and R-18 to R-37.

The second half of `eligibility.py`, which says what was chosen where the rules leave a choice.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

NATIONAL, ZHEJIANG, BEIJING, SHANGHAI, SHANDONG = PACKS = (
    "national",
    "zhejiang",
    "beijing",
    "shanghai",
    "shandong",
)

LISTED, NOT_LISTED, PENDING = "listed", "not listed", "pending"
BOTH: frozenset[str] = frozenset({"county", "township"})
COUNTY: frozenset[str] = frozenset({"county"})
TOWNSHIP: frozenset[str] = frozenset({"township"})
NONE: frozenset[str] = frozenset()

Facts = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """`places`: those the text allows, the ordinary one first."""

    status: str
    reason: str
    places: tuple[str, ...] = ()
    documents: frozenset[str] = frozenset()  # that opened these places
    levels: frozenset[str] = field(default=BOTH)  # where he must or does vote
    optional: frozenset[str] = frozenset()  # where he may
    doubt: str = ""  # why one who would be listed here is pending


Rule = Callable[[Facts, str, date], Answer | None]


def listed(reason: str, *places: str, documents: tuple[str, ...] = ()) -> Answer:
    return Answer(LISTED, reason, places, frozenset(documents))


def off(reason: str) -> Answer:
    return Answer(NOT_LISTED, reason)


def pending(reason: str) -> Answer:
    return Answer(PENDING, reason)


def overseas(p: Facts, pack: str, election: date) -> Answer | None:
    """R-27."""
    if not p["overseas"]:
        return None
    if not p["in_country"]:
        return off("R-27")
    if pack == SHANDONG:
        return listed("R-27", "native_place", "pre_departure", "present_workplace")
    return listed("R-27", "native_place", "pre_departure")


def seated_apart(p: Facts, pack: str) -> bool:
    """R-34: does the rule speak of organs of this kind of unit?"""
    kinds: tuple[str, ...] = ("county", "autonomous_county")  # DP 6
    if pack == SHANGHAI:
        kinds = ("district",)  # it has no counties
    if pack == SHANDONG:
        kinds = (*kinds, "district")
    return p["organ_of"] in kinds


def of_another_unit(p: Facts, pack: str, election: date) -> Answer | None:
    """R-34: an organ of another unit, seated here: its staff vote in that unit."""
    if p["organ_seat"] != "theirs" or not seated_apart(p, pack):
        return None
    return listed("R-34", "own_unit_elsewhere")


def own_seat_elsewhere(p: Facts, pack: str, election: date) -> Answer | None:
    """R-34: our own organ, seated elsewhere: its staff vote here."""
    if p["organ_seat"] != "ours" or not seated_apart(p, pack):
        return None
    return listed("R-34", "work_unit")


STAFF = ("staff", "liaison_office", "foreign_body")  # R-37 but for SH: like any staff
RETIRED = ("retired", "retired_cadre")

# Nationally and in SD committee and executing organ decide
# about those whom an organ holds; the rest are listed as at liberty.
EXECUTION = ("execution_place",)
HUKOU = ("hukou",)
UNIT_ELSE_HUKOU = ("work_unit", "else", "hukou")
FORMER_UNIT_OR_HUKOU = ("former_unit", "hukou")
UNIT_OR_HUKOU = ("work_unit", "hukou")
DECIDED = ("decided",)

ROW = {
    "imprisonment": "R-06",
    "short_detention": "R-07",
    "public_surveillance": "R-08",
    "suspended_sentence": "R-08",
    "community_corrections": "R-08",
    "custody": "R-10",
    "bail": "R-11",
    "residential_surveillance": "R-11",
    "administrative_detention": "R-12",
}
HELD: dict[str, tuple[str, ...]] = {
    "imprisonment": DECIDED,
    "short_detention": DECIDED,
    "custody": DECIDED,
    "administrative_detention": DECIDED,
}
RESTRAINED: dict[str, dict[str, tuple[str, ...]]] = {
    NATIONAL: HELD,
    SHANDONG: HELD,
    ZHEJIANG: {
        "imprisonment": EXECUTION,
        "short_detention": EXECUTION,
        "public_surveillance": HUKOU,
        "suspended_sentence": HUKOU,
        "community_corrections": HUKOU,
        "custody": HUKOU,
        "bail": HUKOU,
        "residential_surveillance": HUKOU,
        "administrative_detention": HUKOU,
    },
    BEIJING: {
        "imprisonment": ("execution_place", "hukou"),
        "short_detention": UNIT_ELSE_HUKOU,
        "public_surveillance": UNIT_ELSE_HUKOU,
        "suspended_sentence": UNIT_ELSE_HUKOU,
        "community_corrections": UNIT_ELSE_HUKOU,
        "custody": ("custody_place", "hukou"),
        "bail": UNIT_ELSE_HUKOU,
        "residential_surveillance": UNIT_ELSE_HUKOU,
        "administrative_detention": UNIT_ELSE_HUKOU,
    },
    SHANGHAI: {
        "imprisonment": EXECUTION,
        "short_detention": FORMER_UNIT_OR_HUKOU,
        "public_surveillance": UNIT_OR_HUKOU,
        "suspended_sentence": DECIDED,
        "community_corrections": DECIDED,
        "custody": FORMER_UNIT_OR_HUKOU,
        "bail": UNIT_OR_HUKOU,
        "residential_surveillance": UNIT_OR_HUKOU,
        "administrative_detention": FORMER_UNIT_OR_HUKOU,
    },
}


def restrained(p: Facts, pack: str, election: date) -> Answer | None:
    kind = p["restraint"]
    places = RESTRAINED[pack].get(kind)
    if places is None:
        return None
    if "else" in places:
        places = ("work_unit",) if p["occupation"] in STAFF else HUKOU
    if p["occupation"] not in (*STAFF, *RETIRED):
        places = tuple(place for place in places if place != "former_unit")
    if p["occupation"] not in STAFF:
        places = tuple(place for place in places if place != "work_unit")
    # BJ 35¶3: by proxy at the hukou place, with the prison's or detention house's certificate
    proxied = pack == BEIJING and kind in ("imprisonment", "custody")
    return listed(ROW[kind], *places, documents=("rights_certificate",) if proxied else ())


def moved(p: Facts, pack: str, election: date) -> Answer | None:
    """R-18."""
    return listed("R-18", "new_constituency") if p["moved"] else None


def certified_away(p: Facts, pack: str, election: date) -> Answer | None:
    """R-40: this constituency gave him a certificate to vote elsewhere."""
    return off("R-40") if p["certificate_given"] else None


def in_transit(p: Facts, pack: str, election: date) -> Answer | None:
    """R-36. BJ 30 speaks of BJ hukou only; elsewhere moving here is R-18, listed by occupation."""
    if p["hukou"] != "in_transit" or pack not in (BEIJING, SHANGHAI):
        return None
    return listed("R-36", "residence")


def special_staff(p: Facts, pack: str, election: date) -> Answer | None:
    """R-37: SH only."""
    if pack == SHANGHAI and p["occupation"] == "foreign_body":
        return listed("R-37", "competent_unit")
    if pack == SHANGHAI and p["occupation"] == "liaison_office":
        return listed("R-37", "work_unit")
    return None


def no_hukou_asked(p: Facts, pack: str) -> bool:
    """The precedence note: who is listed by occupation though the hukou is elsewhere."""
    if pack != SHANDONG:
        return False
    relation = p["occupation"] in RETIRED and p["personnel_relation"]
    return p["occupation"] in (*STAFF, "student") or relation


def migrant(p: Facts, pack: str, election: date) -> Answer | None:
    """R-19, R-20."""
    if p["hukou"] != "other_province" or no_hukou_asked(p, pack):
        return None
    return MIGRANT[pack](p, "R-20")


def at_residence(reason: str, *documents: str) -> Answer:
    return listed(reason, "residence", documents=documents)


def without_papers(p: Facts, reason: str) -> Answer:
    """At the hukou place; but nobody on the roll is dropped unheard for want of a paper (§15)."""
    return pending(reason) if p["on_roll"] else listed(reason, "hukou")


def migrant_plain(p: Facts, reason: str) -> Answer:
    if p["certificate"]:
        return at_residence(reason, "certificate")
    return without_papers(p, reason)


def migrant_zhejiang(p: Facts, reason: str) -> Answer:
    if p["certificate"] and p["residence_permit"]:
        return at_residence(reason, "certificate", "residence_permit")
    return without_papers(p, reason)


def migrant_beijing(p: Facts, reason: str) -> Answer:
    if p["certificate"] and p["unable_to_return"]:
        return at_residence(reason, "certificate")
    return without_papers(p, reason)


def migrant_shanghai(p: Facts, reason: str) -> Answer:
    if p["certificate"]:
        places = ("residence", "work_unit") if p["occupation"] in STAFF else ("residence",)
        return listed(reason, *places, documents=("certificate",))
    return without_papers(p, reason)


MIGRANT: dict[str, Callable[[Facts, str], Answer]] = {
    NATIONAL: migrant_plain,
    ZHEJIANG: migrant_zhejiang,
    BEIJING: migrant_beijing,
    SHANGHAI: migrant_shanghai,
    SHANDONG: migrant_plain,  # 22(4), 22(6)
}

SAME_PROVINCE = MIGRANT | {BEIJING: without_papers, SHANGHAI: migrant_plain}


def same_province(p: Facts, pack: str, election: date) -> Answer | None:
    """R-21. A hukou elsewhere in BJ or SH is still the "local hukou" of R-23, R-24 and R-26."""
    if p["hukou"] != "same_province" or no_hukou_asked(p, pack):
        return None
    if pack in (BEIJING, SHANGHAI) and p["occupation"] in (*RETIRED, *STAFF, "student"):
        in_system = p["occupation"] == "retired" and p["city_system"] and not p["certificate"]
        return at_residence("R-21") if pack == SHANGHAI and in_system else None
    if pack == BEIJING and p["eligibility_confirmed"]:
        return at_residence("R-21", "eligibility_confirmed")
    if pack == SHANGHAI and p["city_system"]:
        return at_residence("R-21")
    return SAME_PROVINCE[pack](p, "R-21")


def by_occupation(p: Facts, pack: str, election: date) -> Answer:
    """R-23 to R-26."""
    kind = p["occupation"]
    if kind in STAFF:
        return staff(p, pack)
    if kind == "student":
        return student(p, pack)
    if kind in RETIRED:
        return RETIREMENT[pack](p)
    return without_unit(p, pack)


def staff(p: Facts, pack: str) -> Answer:
    """R-23."""
    if pack == NATIONAL:
        return listed("R-23", "work_unit", "residence")  # as the constituency was drawn
    return listed("R-23", "work_unit")


def student(p: Facts, pack: str) -> Answer:
    """R-24."""
    if pack in (NATIONAL, ZHEJIANG):
        return listed("R-24", "school", "hukou")  # O-07
    return listed("R-24", "school")


def settled(p: Facts) -> str:
    """The hukou place; where one lives as long as there is none (R-18, R-36)."""
    return "residence" if p["hukou"] == "in_transit" else "hukou"


def home(p: Facts) -> str:
    """Nationally the residence (R-25); one temporarily away stays at the hukou place (R-22)."""
    return "residence" if p["lives_here"] else settled(p)


def without_unit(p: Facts, pack: str) -> Answer:
    """R-25."""
    if pack == NATIONAL:
        return listed("R-25", home(p))
    if pack == SHANGHAI and p["occupation"] == "farmer":
        return listed("R-25", "village", "work_unit")
    return listed("R-25", settled(p))


def retired_national(p: Facts) -> Answer:
    return listed("R-26", home(p))


def retired_zhejiang(p: Facts) -> Answer:
    return listed("R-26", settled(p))


def retired_beijing(p: Facts) -> Answer:
    return listed("R-26", "hukou", "former_unit")


def retired_shanghai(p: Facts) -> Answer:
    """20(4) itself, cut short in rules.md, opens hukou place and residence to cadres as well."""
    named: tuple[str, ...] = ("hukou", "former_unit", "employer", "residence")
    if p["occupation"] == "retired_cadre":
        named = ("former_unit", "hukou", "residence")
    if p["certificate"]:
        return listed("R-26", *named, documents=("certificate",))
    return listed("R-26", named[0])


def retired_shandong(p: Facts) -> Answer:
    """The certificate is the hukou place's, so for those whose turn the hukou place is."""
    if p["personnel_relation"]:
        return listed("R-26", "former_unit")
    if p["certificate"]:
        return listed("R-26", settled(p), "residence", documents=("certificate",))
    return listed("R-26", settled(p))


RETIREMENT: dict[str, Callable[[Facts], Answer]] = {
    NATIONAL: retired_national,
    ZHEJIANG: retired_zhejiang,
    BEIJING: retired_beijing,
    SHANGHAI: retired_shanghai,
    SHANDONG: retired_shandong,
}


def with_levels(p: Facts, pack: str, found: Answer) -> Answer:
    """R-34: the own unit's election only; R-31: the district's. R-32; R-33 and all others: both."""
    must, may = BOTH, NONE
    if found.reason in ("R-31", "R-34"):
        must = COUNTY
    elif p["unit_in_township"] == "higher":
        must, may = higher_unit(p, pack)
    return found if must == BOTH else replace(found, levels=must, optional=may)


def higher_unit(p: Facts, pack: str) -> tuple[frozenset[str], frozenset[str]]:
    """R-32: where he must vote, and where he may, as long as nobody has said."""
    if pack in (SHANGHAI, SHANDONG) or p["township_choice"] == "county":
        return COUNTY, NONE
    return (BOTH, NONE) if p["township_choice"] == "both" else (COUNTY, TOWNSHIP)
