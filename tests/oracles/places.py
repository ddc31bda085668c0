"""Where a voter is listed and for which levels, from `rules.md` R-06 to R-12 and R-18 to R-37.

The second half of `eligibility.py`, which says what was chosen where the rules leave a choice.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
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


Rule = Callable[[Facts, str, date], Answer | None]


def listed(reason: str, *places: str, documents: tuple[str, ...] = ()) -> Answer:
    return Answer(LISTED, reason, places, frozenset(documents))


def off(reason: str) -> Answer:
    return Answer(NOT_LISTED, reason, levels=frozenset())


def pending(reason: str) -> Answer:
    return Answer(PENDING, reason, levels=frozenset())


def overseas(p: Facts, pack: str, election: date) -> Answer | None:
    """R-27."""
    if not p["overseas"]:
        return None
    if not p["in_country"]:
        return off("R-27")
    if pack == SHANDONG:
        return listed("R-27", "native_place", "pre_departure", "present_workplace")
    return listed("R-27", "native_place", "pre_departure")


def organ_seat(p: Facts, pack: str, election: date) -> Answer | None:
    """R-34: staff of an organ whose seat lies in another unit's area vote in their own unit."""
    if p["organ_seat"] is None:
        return None
    kinds = ("district",) if pack in (SHANGHAI, SHANDONG) else ("county", "autonomous_county")
    if p["organ_of"] not in kinds:
        return None
    return listed("R-34", "own_unit_elsewhere" if p["organ_seat"] == "theirs" else "own_unit_here")


# Nationally and in SD committee and executing organ decide.
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
RESTRAINED: dict[str, dict[str, tuple[str, ...]]] = {
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
    if kind is None:
        return None
    places = RESTRAINED[pack][kind] if pack in RESTRAINED else DECIDED
    if "else" in places:
        places = ("work_unit",) if p["occupation"] == "staff" else HUKOU
    if p["occupation"] != "staff":
        places = tuple(place for place in places if not place.endswith("unit"))
    # BJ 35¶3: by proxy at the hukou place, with the prison's or detention house's certificate
    proxied = pack == BEIJING and kind in ("imprisonment", "custody")
    return listed(ROW[kind], *places, documents=("rights_certificate",) if proxied else ())


def moved(p: Facts, pack: str, election: date) -> Answer | None:
    """R-18, and R-40 for one to whom this constituency gave a certificate."""
    if p["moved"]:
        return listed("R-18", "new_constituency")
    return off("R-40") if p["certificate_given"] else None


def in_transit(p: Facts, pack: str, election: date) -> Answer | None:
    """R-36."""
    if p["hukou"] != "in_transit":
        return None
    if pack == SHANGHAI:
        return listed("R-36", "residence")
    if p["certificate"]:
        return listed("R-19", "residence", documents=("certificate",))
    return pending("R-36")


def special_staff(p: Facts, pack: str, election: date) -> Answer | None:
    """R-37: SH only."""
    if pack == SHANGHAI and p["occupation"] == "foreign_body":
        return listed("R-37", "competent_unit")
    if pack == SHANGHAI and p["occupation"] == "liaison_office":
        return listed("R-37", "work_unit")
    return None


RETIRED = ("retired", "retired_cadre")


def no_hukou_asked(p: Facts, pack: str) -> bool:
    """The precedence note: who is listed by occupation though the hukou is in another province."""
    if pack == SHANDONG:
        relation = p["occupation"] in RETIRED and p["personnel_relation"]
        return p["occupation"] in ("staff", "student") or relation
    if pack == NATIONAL:
        return p["occupation"] in ("staff", "student")
    return False


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
        places = ("residence", "work_unit") if p["occupation"] == "staff" else ("residence",)
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
    if pack in (BEIJING, SHANGHAI) and p["occupation"] in (*RETIRED, "staff", "student"):
        return None
    if pack == BEIJING and p["eligibility_confirmed"]:
        return at_residence("R-21", "eligibility_confirmed")
    if pack == SHANGHAI and p["city_system"]:
        return at_residence("R-21")
    return SAME_PROVINCE[pack](p, "R-21")


def by_occupation(p: Facts, pack: str, election: date) -> Answer:
    """R-23 to R-26."""
    kind = p["occupation"]
    if kind == "staff":
        return staff(p, pack)
    if kind == "student":
        return student(p, pack)
    if kind in RETIRED:
        return RETIREMENT[pack](p)
    return without_unit(p, pack)


def staff(p: Facts, pack: str) -> Answer:
    """R-23."""
    if pack == NATIONAL:
        return listed("R-23", "work_unit", home(p))  # as the constituency was drawn
    return listed("R-23", "work_unit")


def student(p: Facts, pack: str) -> Answer:
    """R-24."""
    if pack in (NATIONAL, ZHEJIANG):
        return listed("R-24", "school", "hukou")  # O-07
    return listed("R-24", "school")


def home(p: Facts) -> str:
    """Nationally the residence (R-25); one temporarily away stays at the hukou place (R-22)."""
    return "residence" if p["lives_here"] else "hukou"


def without_unit(p: Facts, pack: str) -> Answer:
    """R-25."""
    if pack == NATIONAL:
        return listed("R-25", home(p))
    if pack == SHANGHAI and p["occupation"] == "farmer":
        return listed("R-25", "village", "work_unit")
    return listed("R-25", "hukou")


def retired_national(p: Facts) -> Answer:
    return listed("R-26", home(p))


def retired_zhejiang(p: Facts) -> Answer:
    return listed("R-26", "hukou")


def retired_beijing(p: Facts) -> Answer:
    return listed("R-26", "hukou", "former_unit")


def retired_shanghai(p: Facts) -> Answer:
    first = "former_unit" if p["occupation"] == "retired_cadre" else "hukou"
    if p["certificate"] and p["occupation"] == "retired":
        asked = ("former_unit", "employer", "residence")
        return listed("R-26", first, *asked, documents=("certificate",))
    return listed("R-26", first)


def retired_shandong(p: Facts) -> Answer:
    first = "former_unit" if p["personnel_relation"] else "hukou"
    if p["certificate"]:
        return listed("R-26", first, "residence", documents=("certificate",))
    return listed("R-26", first)


RETIREMENT: dict[str, Callable[[Facts], Answer]] = {
    NATIONAL: retired_national,
    ZHEJIANG: retired_zhejiang,
    BEIJING: retired_beijing,
    SHANGHAI: retired_shanghai,
    SHANDONG: retired_shandong,
}


def with_levels(p: Facts, pack: str, found: Answer) -> Answer:
    """R-32 for one at the unit of central, province or city; R-33 and all others: both levels."""
    if found.status != LISTED or p["unit_in_township"] != "higher":
        return found
    must, may = COUNTY, TOWNSHIP
    if pack in (SHANGHAI, SHANDONG):
        may = frozenset()
    elif p["township_choice"] == "both":
        must, may = BOTH, frozenset()
    elif p["township_choice"] == "county":
        may = frozenset()
    return Answer(found.status, found.reason, found.places, found.documents, must, may)
