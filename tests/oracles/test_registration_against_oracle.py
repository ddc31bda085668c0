"""Our answer about a person against an independent one, over 100,000 random persons.

The oracle names places wherever they lie, ours only those of this constituency; so the adapter
keeps of the oracle's places those which lie here by the same facts.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from huanjie.law.pack import Level, Pack, UnitType, pack_for
from huanjie.law.pack.words import Proof
from huanjie.law.registration import (
    GROUNDS,
    Case,
    Custody,
    Deprivation,
    HigherUnit,
    Hukou,
    Incapacity,
    PersonFacts,
    Reason,
    Seat,
    Service,
    Suspension,
    Tie,
    decide,
)
from tests.oracles import eligibility as oracle
from tests.oracles.places import LISTED, NOT_LISTED, PENDING, Answer

PERSONS = 100_000
E = date(2026, 12, 20)
REGIONS = {
    "national": "00",
    "zhejiang": "33",
    "beijing": "11",
    "shanghai": "31",
    "shandong": "37",
}
PACKS: dict[str, Pack] = {name: pack_for(region, E).pack for name, region in REGIONS.items()}
LEVELS = ((Level.COUNTY, Level.TOWNSHIP), (Level.COUNTY,), (Level.TOWNSHIP,))

HUKOU = {
    Hukou.HERE: "here",
    Hukou.WITHIN_PROVINCE: "same_province",
    Hukou.ELSEWHERE: "other_province",
    Hukou.REMOVED: "in_transit",
}
OCCUPATION = {
    Tie.NONE: None,
    Tie.UNIT: "staff",
    Tie.SCHOOL: "student",
    Tie.RETIRED: "retired",
    Tie.RETIRED_CADRE: "retired_cadre",
    Tie.FARMER: "farmer",
    Tie.LIAISON: "liaison_office",
    Tie.FOREIGN_BODY: "foreign_body",
}
RESTRAINT = {
    Custody.NONE: None,
    Custody.IMPRISONMENT: "imprisonment",
    Custody.SHORT_DETENTION: "short_detention",
    Custody.SUPERVISION: "public_surveillance",
    Custody.COMMUNITY_CORRECTIONS: "community_corrections",
    Custody.IN_CUSTODY: "custody",
    Custody.BAIL: "bail",
    Custody.RESIDENTIAL_SURVEILLANCE: "residential_surveillance",
    Custody.DETENTION_PENALTY: "administrative_detention",
}
MILITARY = {
    Service.NONE: None,
    Service.SERVING: "serving",
    Service.FAMILY: "family_approved",
    Service.LOCAL_REPRESENTATIVE: "representative",
    Service.OUTSIDE_ESTABLISHMENT: "outside_establishment",
    Service.ARMED_POLICE: "pap",
}
INCAPACITY = {
    Incapacity.NONE: None,
    Incapacity.MENTAL_ILLNESS: "mental",
    Incapacity.INTERMITTENT: "intermittent",
    Incapacity.OTHER: "other",
}
AT_UNIT = (Tie.UNIT, Tie.LIAISON, Tie.FOREIGN_BODY)
CHOICE = {HigherUnit.BOTH_LEVELS: "both", HigherUnit.COUNTY_ONLY: "county"}
# Nobody on the roll is dropped unheard (oracle, note 12) because a restriction sends him home.
HELD = ("R-06", "R-07", "R-08", "R-10", "R-11", "R-12")
# Rules that say the same of one person, in the words of the oracle and in ours.
SAME = {
    "R-02": {"R-01", "R-02"},
    # With every paper shown, one who does not live here has no place here by R-18.
    "R-20": {"R-20", "R-18"},
    "R-21": {"R-20", "R-18"},
    "R-25": {"R-18"},
    "R-36": {"R-18"},
    "R-26": {"R-20", "R-18"},
    "R-29": {"R-28"},
    "R-06": {"R-10"},
    "R-07": {"R-10"},
    "R-08": {"R-10"},
    "R-11": {"R-10"},
    "R-12": {"R-10"},
}
PAPERS = (
    Proof.CERTIFICATE,
    Proof.RESIDENCE_PERMIT,
    Proof.UNABLE_TO_RETURN,
    Proof.ELIGIBILITY_CONFIRMED,
    Proof.REGISTRATION_SYSTEM,
)

EVIDENCE = (Proof.HOSPITAL, Proof.GUARDIAN, Proof.CONFIRMATION)
SEATS = [Seat(kind, ours) for kind in UnitType for ours in (True, False)]


def rarely(rng: Random, often: float, ordinary: Any, others: Any) -> Any:
    """Something out of the ordinary, now and then."""
    return rng.choice(tuple(others)) if rng.random() < often else ordinary


def around(rng: Random, day: date, spread: int = 2) -> date:
    return day + timedelta(days=rng.randint(-spread, spread))


def person(rng: Random) -> PersonFacts:
    """Mostly one circumstance at a time, sometimes several."""
    odd = rng.choice((0.02, 0.1, 0.3))
    eighteen = around(rng, date(2008, 12, 20))
    deprivation = Deprivation(date(2020, 1, 1), rng.choice((None, around(rng, E))))
    suspension = Suspension("停止行使选举权利决定", around(rng, date(2026, 12, 15)))
    tie = rng.choice(tuple(OCCUPATION))
    service = rarely(rng, odd, Service.NONE, Service)
    is_overseas = service is Service.NONE and rng.random() < odd / 2
    at_unit = odd if tie in AT_UNIT and not is_overseas else 0
    return PersonFacts(
        birth=rarely(rng, odd, date(1980, 5, 1), [eighteen]),
        is_citizen=rng.random() > odd / 2,
        hukou=rng.choice(tuple(HUKOU)),
        lives_here=rng.random() < 0.7,
        tie=tie,
        proofs=frozenset(paper for paper in PAPERS if rng.random() < 0.4),
        certificate_issued=rng.random() < odd / 2,
        is_overseas=is_overseas,
        died=rarely(rng, odd / 2, None, [date(2026, 6, 1)]),
        deprivation=rarely(rng, odd / 2, None, [deprivation]),
        custody=rarely(rng, 0.4, Custody.NONE, Custody),
        suspension=rarely(rng, odd, None, [suspension]),
        incapacity=rarely(rng, odd, Incapacity.NONE, Incapacity),
        incapacity_proofs=frozenset(proof for proof in EVIDENCE if rng.random() < 0.6),
        service=service,
        service_agreement=rarely(rng, 0.5, "", ["协议"]),
        higher_unit=rarely(rng, at_unit, HigherUnit.NO, HigherUnit),
        is_reachable=rng.random() > odd,
        is_on_roll=rng.random() < 0.5,
        has_relation_at_unit=rng.random() < 0.5,
        seat=rarely(rng, at_unit / 2, None, SEATS),
    )


def as_told(p: PersonFacts) -> dict[str, Any]:
    """The same person in the words of the oracle."""
    bound = p.tie is not Tie.NONE
    deprived_until = p.deprivation and (p.deprivation.ends or date.max)
    return {
        "birth": p.birth,
        "citizen": p.is_citizen,
        "dead": p.died is not None,
        "deprived_until": deprived_until,
        "restraint": RESTRAINT[p.custody],
        "suspended": p.suspension is not None,
        "suspension_served": p.suspension and p.suspension.served,
        "incapacity": INCAPACITY[p.incapacity],
        "confirmed": Proof.CONFIRMATION in p.incapacity_proofs,
        "proof": bool({Proof.HOSPITAL, Proof.GUARDIAN} & p.incapacity_proofs),
        "military": MILITARY[p.service],
        "pap_agreement": bool(p.service_agreement),
        "overseas": p.is_overseas,
        "uncontactable": not p.is_reachable,
        "on_roll": p.is_on_roll,
        "moved": p.hukou is not Hukou.HERE and not (p.lives_here or p.is_overseas or bound),
        "certificate_given": p.certificate_issued,
        "hukou": HUKOU[p.hukou],
        "lives_here": p.lives_here,
        "certificate": Proof.CERTIFICATE in p.proofs,
        "residence_permit": Proof.RESIDENCE_PERMIT in p.proofs,
        "unable_to_return": Proof.UNABLE_TO_RETURN in p.proofs,
        "city_system": Proof.REGISTRATION_SYSTEM in p.proofs,
        "eligibility_confirmed": Proof.ELIGIBILITY_CONFIRMED in p.proofs,
        "occupation": OCCUPATION[p.tie],
        "personnel_relation": p.has_relation_at_unit,
        "organ_seat": p.seat and ("ours" if p.seat.is_ours else "theirs"),
        "organ_of": p.seat and p.seat.unit_type.value,
        "unit_in_township": None if p.higher_unit is HigherUnit.NO else "higher",
        "township_choice": CHOICE.get(p.higher_unit),
    }


LIES_HERE: dict[str, Callable[[PersonFacts], bool]] = {
    "hukou": lambda p: p.hukou is Hukou.HERE,
    "village": lambda p: p.hukou is Hukou.HERE,
    "residence": lambda p: p.lives_here,
    "new_constituency": lambda p: False,
    "own_unit_elsewhere": lambda p: False,
}
OURS = {"prison": "execution_place", "by_decision": "decided"}
AT_HOME = ("hukou", "village", "residence")


def lies_here(p: PersonFacts, place: str) -> bool:
    return LIES_HERE[place](p) if place in LIES_HERE else True


def told_apart(p: PersonFacts, places: Iterable[str]) -> list[str]:
    """Hukou and residence both here are one place; a farmer's village is named residence."""
    one = p.hukou is Hukou.HERE and (p.lives_here or p.tie is Tie.FARMER)
    return list(dict.fromkeys("home" if one and place in AT_HOME else place for place in places))


@dataclass(frozen=True)
class Expected:
    """What the oracle's answer comes to in this constituency and election."""

    status: str
    reason: str
    places: list[str]
    levels: set[str]


def expected(p: PersonFacts, found: Answer, levels: Iterable[Level]) -> Expected:
    elected = {level.value for level in levels}
    places = told_apart(p, [place for place in found.places if lies_here(p, place)])
    must, may = elected & found.levels, elected & found.optional
    status, reason = found.status, found.reason
    if found.places and not places:
        kept = reason in HELD or (reason == "R-26" and p.hukou is not Hukou.REMOVED)
        status = PENDING if p.is_on_roll and kept else NOT_LISTED
    elif found.places and not (must or may):
        status, reason = NOT_LISTED, "R-32"
    elif status == LISTED and may:
        status = PENDING
    return Expected(status, reason, places, must)


def difference(p: PersonFacts, name: str, levels: tuple[Level, ...]) -> str | None:
    """What we answer otherwise than the oracle, in a few words."""
    ours = decide(Case(p, E, levels, PACKS[name]))
    wanted = expected(p, oracle.answer(as_told(p), name, E), levels)
    outcome = ours.outcome.value.replace("_", " ")
    if outcome != wanted.status:
        return f"{name} {wanted.reason}: {outcome} ({ours.reason}), not {wanted.status}"
    if outcome == NOT_LISTED and ours.reason is not None:
        rule = GROUNDS[ours.reason].rule
        return None if rule in SAME.get(wanted.reason, {wanted.reason}) else f"{rule}, {wanted}"
    places = told_apart(p, [OURS.get(place.value, place.value) for place in ours.places])
    if outcome == LISTED and places != wanted.places:
        return f"{name} {wanted.reason}: {places}, not {wanted.places}"
    if outcome == LISTED and {level.value for level in ours.levels} != wanted.levels:
        return f"{name} {wanted.reason}: {ours.levels}, not {wanted.levels}"
    return None


def told(p: PersonFacts) -> str:
    """What is out of the ordinary about this person."""
    said = {f.name: getattr(p, f.name) for f in fields(p)}
    return ", ".join(f"{f.name}={said[f.name]!s}" for f in fields(p) if said[f.name] != f.default)


def differences(seed: int, count: int) -> dict[str, tuple[int, str]]:
    """Every kind of difference: how often, and the plainest person it befell."""
    rng = Random(seed)
    found: dict[str, tuple[int, str]] = {}
    for _ in range(count):
        p, name, levels = person(rng), rng.choice(tuple(PACKS)), rng.choice(LEVELS)
        if (words := difference(p, name, levels)) is not None:
            often, plainest = found.get(words, (0, told(p)))
            found[words] = often + 1, min(plainest, told(p), key=len)
    return found


def test_random_persons() -> None:
    assert differences(1, PERSONS) == {}


def test_the_papers_we_ask_for_open_the_constituency() -> None:
    rng = Random(2)
    asked = 0
    for _ in range(20_000):
        p, name = person(rng), rng.choice(tuple(PACKS))
        ours = decide(Case(p, E, LEVELS[0], PACKS[name]))
        if ours.reason is not Reason.CERTIFICATE_MISSING or not p.lives_here:
            continue
        shown = replace(p, proofs=p.proofs | set(ours.papers))
        found = oracle.answer(as_told(shown), name, E)
        assert expected(shown, found, LEVELS[0]).places, (name, told(p))
        asked += 1
    assert asked > 1_000
