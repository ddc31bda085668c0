"""Who is a voter and where he is listed, a second time, from `rules.md` section 5 alone.

It imports nothing from the project but the other oracles. `answer` asks a list of rules in turn;
the first one that speaks decides who (here), where and with which paper (`places.py`).

Where the rules leave a choice, this is the one made here.

 1. Order: dead, no citizen, too young, army, deprived, suspended, incapable, organ of another
    unit, certificate given, moved, not reached, abroad, own organ elsewhere, armed police, in
    custody or sentenced, hukou elsewhere, occupation.
 2. The last day of a deprivation is still a deprived day.
 3. `places` are those the text allows, the ordinary one first; `decided` means that a body decides
    (DP 5¶2, SH 20(13)). A place is left out when the paper it takes is wanting. A place on
    request without a paper (BJ 30(3)) is there, after the ordinary one.
 4. O-33 says "apply the provincial text ... with MANUAL": an incapacity not of the mind, once
    confirmed, makes `pending` in BJ and SH and nothing elsewhere (EL 4).
 5. R-15 in SH needs certificate or consent: without them the confirmation has no effect.
    R-16 is asked before R-15 in SH; elsewhere the row is empty and R-15 is asked.
 6. R-30 says "may vote locally": listed, if he wants to. O-08 sets PLA 40 against SH 20(8) and so
    speaks of SH alone: PAP are pending there without a recorded agreement. Everywhere else R-31
    says that the PLA Measures apply, as to those of R-28: off every local roll.
 7. A Chinese citizen living abroad and not in the country during the election is not listed.
 8. R-36 without a text: he has moved here (R-18) and is listed by his occupation, at his residence
    where others are at the hukou place; in BJ at his residence, for BJ 30 speaks of BJ hukou only.
 9. R-24 and R-26 nationally are silent. Students: school, hukou place allowed (O-07 says this of a
    silent province). Retired people: their residence (R-25), in ZJ the hukou place (27(5)).
10. R-20 goes before the occupation nationally as in ZJ, BJ, SH; SD asks staff and students for no
    hukou, and retired people at the unit with their personnel relation neither (22(3)).
11. R-32 is asked of whoever works there; the rules do not say what follows for one listed at home.
12. One on the roll already, whose hukou is elsewhere and whose paper is wanting, is `pending`:
    "nobody loses a right without a recorded human decision" (§15).
"""

from dataclasses import replace
from datetime import date

from tests.oracles.calendar import age_on, last_day_before
from tests.oracles.places import (
    BEIJING,
    LISTED,
    PENDING,
    SHANGHAI,
    ZHEJIANG,
    Answer,
    Facts,
    Rule,
    by_occupation,
    certified_away,
    in_transit,
    listed,
    migrant,
    moved,
    of_another_unit,
    off,
    overseas,
    own_seat_elsewhere,
    pending,
    restrained,
    same_province,
    special_staff,
    with_levels,
)

# What is true of a person of whom nothing else is said; `birth` has to be given.
ORDINARY: Facts = {
    "citizen": True,
    "dead": False,
    "deprived_until": None,  # the last day; date.max for life
    "restraint": None,  # one of places.ROW
    "suspended": False,  # a procuratorate or court has decided so
    "suspension_served": None,  # when the committee got that decision
    "incapacity": None,  # "mental", "intermittent" or "other"
    "confirmed": False,  # by the election committee
    "proof": False,  # hospital certificate or guardian's consent
    "military": None,  # one of ARMY, MAY_VOTE_LOCALLY, "outside_establishment", "pap"
    "pap_agreement": False,  # recorded: he votes here
    "overseas": False,
    "in_country": True,  # during the election
    "uncontactable": False,
    "on_roll": False,
    "reached_on": None,  # and asked to be added
    "moved": False,  # to another constituency, hukou and all
    "certificate_given": False,  # by this constituency, to vote elsewhere
    "hukou": "here",  # "here", "same_province", "other_province", "in_transit"
    "lives_here": True,
    "certificate": False,
    "residence_permit": False,
    "unable_to_return": False,
    "city_system": False,  # SH 20¶2: known to the city's registration system
    "eligibility_confirmed": False,  # BJ 30(1)
    "occupation": None,  # staff, student, farmer, retired, retired_cadre, liaison_office,
    # foreign_body
    "personnel_relation": False,  # SD 22(3): still lies with the former unit
    "organ_seat": None,  # "ours": our organ, seated elsewhere; "theirs": of another unit, here
    "organ_of": None,  # the kind of unit: "county", "district" ...
    "unit_in_township": None,  # "higher" (central, province, city) or "district"
    "township_choice": None,  # where R-32 leaves one: "both" or "county"
}
ARMY = ("serving", "civilian_staff", "managed_retiree", "managed_other")
MAY_VOTE_LOCALLY = ("representative", "soldier_at_college")


def not_a_citizen_of_age(p: Facts, pack: str, election: date) -> Answer | None:
    """R-17, R-01, R-02, R-03."""
    if p["dead"]:
        return off("R-17")
    if not p["citizen"]:
        return off("R-01")
    return off("R-02") if age_on(p["birth"], election) < 18 else None


def army(p: Facts, pack: str, election: date) -> Answer | None:
    """R-28, R-29, R-31. R-30 and staff outside the establishment (ZJ 27(4)) are voters here."""
    if p["military"] in ARMY:
        return off("R-28")
    if p["military"] == "family_approved":
        return off("R-29")
    return off("R-31") if p["military"] == "pap" and pack != SHANGHAI else None


def police_in_shanghai(p: Facts, pack: str, election: date) -> Answer | None:
    """R-31: SH 20(8)."""
    return listed("R-31", "work_unit") if p["military"] == "pap" and pack == SHANGHAI else None


def deprived(p: Facts, pack: str, election: date) -> Answer | None:
    """R-04, R-05."""
    if p["deprived_until"] is not None and p["deprived_until"] >= election:
        return off("R-04")
    return None


def suspended(p: Facts, pack: str, election: date) -> Answer | None:
    """R-09: in custody and a decision; on bail he is in nobody's custody."""
    if p["restraint"] != "custody" or not p["suspended"]:
        return None
    limit = last_day_before(election, 5, "A")
    if pack == SHANGHAI and p["suspension_served"] > limit:
        return pending("R-09")  # O-45
    return off("R-09")


def incapable(p: Facts, pack: str, election: date) -> Answer | None:
    """R-14 to R-16."""
    if p["incapacity"] is None or not p["confirmed"]:
        return None
    if pack == SHANGHAI and (not p["proof"] or p["incapacity"] == "intermittent"):
        return None
    if p["incapacity"] == "other":
        return pending("R-15") if pack in (BEIJING, SHANGHAI) else None  # O-33
    return off("R-15")


def not_reached(p: Facts, pack: str, election: date) -> Answer | None:
    """R-35: ZJ 29 only, and only for persons not yet on the roll (O-34)."""
    if pack != ZHEJIANG or not p["uncontactable"]:
        return None
    if p["on_roll"]:
        return None  # O-34: see `doubt`
    in_time = last_day_before(election, 12, "A")
    return None if p["reached_on"] and p["reached_on"] <= in_time else off("R-35")


RULES: tuple[Rule, ...] = (
    not_a_citizen_of_age,
    army,
    deprived,
    suspended,
    incapable,
    of_another_unit,
    certified_away,
    moved,
    not_reached,
    overseas,
    own_seat_elsewhere,
    police_in_shanghai,
    restrained,
    special_staff,
    in_transit,
    migrant,
    same_province,
    by_occupation,
)


def doubt(p: Facts, pack: str) -> str | None:
    """Why one who would be listed is not before a body has decided: O-08, O-34."""
    if p["military"] == "pap" and not p["pap_agreement"]:
        return "R-31"
    return "R-35" if pack == ZHEJIANG and p["uncontactable"] and p["on_roll"] else None


def answer(facts: Facts, pack: str, election: date) -> Answer:
    """The first rule that speaks."""
    p = ORDINARY | facts
    if unknown := p.keys() - ORDINARY.keys() - {"birth"}:
        raise KeyError(unknown)
    found = next(found for rule in RULES if (found := rule(p, pack, election)))
    if found.status == LISTED and (reason := doubt(p, pack)):
        found = replace(found, status=PENDING, doubt=reason)
    return with_levels(p, pack, found)
