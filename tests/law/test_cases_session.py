"""The first session: its cases."""

from huanjie.law.counting import Tally
from huanjie.law.pack import Level, Mode, UnitType
from huanjie.law.session import (
    Caller,
    Dissolution,
    Occasion,
    Office,
    Officer,
    OfficerNomination,
    Opening,
    Post,
    archive_receiver,
    check_committee_size,
    check_dissolution,
    check_office_seats,
    check_officer,
    check_officer_nomination,
    check_officer_numbers,
    check_opening,
    officer_numbers,
    officer_range,
    officer_vote,
    offices,
)
from tests.law.case_files import judge, parametrized


def opened(facts, pack):
    chair = facts["chair"]
    held = Opening(
        level=Level(facts["level"]),
        called_by=Caller(facts["called_by"]),
        is_published=facts["published"],
        deputies=facts["deputies"],
        present=facts["present"],
        preparatory_chaired_by=None if chair == "none" else Caller(chair),
        presidium_elected=facts["presidium"],
        secretary_general_elected=facts["secretary"],
        chairs_in_presidium=facts["chairs"],
    )
    return {"findings": check_opening(held)}


def dissolve(facts, pack):
    done = Dissolution(facts["report"], facts["archived"], facts["destroyed"], facts["order"])
    return {"findings": check_dissolution(done, pack)}


def officers(facts, pack):
    office, occasion = Office(facts["office"]), Occasion(facts["occasion"])
    found = officer_range(office, facts["seats"], facts["nominated"], occasion)
    return {"least": found.least, "most": found.most}


def measures(facts, pack):
    fixed, office = facts.get("measures"), Office(facts["office"])
    numbers = officer_numbers(
        office, facts["seats"], facts["nominated"], fixed, Occasion.TERM_CHANGE
    )
    return {"findings": check_officer_numbers(numbers, fixed)}


def nominate(facts, pack):
    nomination = OfficerNomination(
        number="1",
        office=Office(facts["office"]),
        nominees=("甲",),
        deputies=frozenset(f"代表{number}" for number in range(facts["deputies"])),
        is_written=facts["written"],
        is_introduced=facts["introduced"],
    )
    return {"findings": check_officer_nomination(nomination, Level(facts["level"]))}


def officer(facts, pack):
    person = Officer(
        name="甲",
        office=Office(facts["office"]),
        is_deputy=facts["deputy"],
        posts=frozenset(Post(post) for post in facts["posts"]),
        is_of_founding_minority=facts["minority"],
    )
    return {"findings": check_officer(person, UnitType(facts["unit"]))}


def size(facts, pack):
    found = check_committee_size(
        facts["members"], UnitType(facts["unit"]), facts["population"], fixed=facts["fixed"]
    )
    return {"findings": found}


def seats(facts, pack):
    return {"findings": check_office_seats(Office(facts["office"]), facts["seats"])}


def vote(facts, pack):
    tally = Tally(
        roll=facts["deputies"],
        participants=facts["present"],
        collected=facts["present"],
        seats=facts["seats"],
        votes=facts["votes"],
        mode=Mode.INDIRECT,
        present=facts["present"],
    )
    found = officer_vote(tally)
    return {"elected": found.elected, "tied": found.tied, "findings": found.findings}


ASKED = {
    "open": opened,
    "dissolve": dissolve,
    "archive": lambda facts, pack: {"receiver": archive_receiver(pack)},
    "officers": officers,
    "measures": measures,
    "nominate": nominate,
    "officer": officer,
    "offices": lambda facts, pack: {"offices": offices(Level(facts["level"]))},
    "size": size,
    "seats": seats,
    "vote": vote,
}


@parametrized("session")
def test_session(case):
    judge(case, ASKED)
