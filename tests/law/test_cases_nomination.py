"""Who stands for election: the cases of nomination."""

from huanjie.law.nomination import (
    FormalList,
    JointNomination,
    ListStage,
    Meetings,
    Nominee,
    OrganizationNomination,
    Removal,
    RemovalGround,
    Settlement,
    candidate_range,
    check_after_removal,
    check_briefing,
    check_by_election_count,
    check_elected_twice,
    check_formal_count,
    check_formal_list,
    check_meetings,
    check_nominee,
    check_nominee_count,
    check_order_after_primary,
    check_organization_total,
    check_organizations,
    check_primary_notice,
    check_primary_turnout,
    check_signatures,
    check_two_constituencies,
    in_order,
    name_order,
    path,
    preliminary_list,
    primary_outcome,
)
from huanjie.law.pack import Mode, NameOrder
from tests.law.answers import ELECTION_DAY as E
from tests.law.case_files import judge, parametrized

ROLL = frozenset(f"选民{number}" for number in range(1, 31))


def allowed(facts, pack):
    return candidate_range(facts["seats"], Mode(facts.get("mode", "direct")), pack)


def number_range(facts, pack):
    found = allowed(facts, pack)
    return {"least": found.least, "most": found.most}


def way(facts, pack):
    nominees, mode = facts["nominees"], Mode(facts["mode"])
    return {
        "path": path(nominees, allowed(facts, pack)),
        "findings": check_nominee_count(nominees, facts["seats"], mode, pack),
    }


def formal(facts, pack):
    names = FormalList(tuple(facts["names"]), Settlement(facts["settled_by"]))
    mode = Mode(facts["mode"])
    return {"findings": check_formal_list(names, facts["nominees"], facts["seats"], mode, pack)}


def formal_count(facts, pack):
    return {"findings": check_formal_count(facts.get("count"), allowed(facts, pack), pack)}


def primary(facts, pack):
    found = primary_outcome(facts["votes"], facts["count"], allowed(facts, pack))
    return {"taken": found.taken, "tied": found.tied, "findings": found.findings}


def primary_turnout(facts, pack):
    return {"findings": check_primary_turnout(facts["participants"], facts["voters"], pack)}


def primary_notice(facts, pack):
    return {"findings": check_primary_notice(facts.get("announced"), facts["held"], pack)}


def order(facts, pack):
    stage = ListStage(facts["stage"])
    found = check_order_after_primary(pack) if stage is ListStage.AFTER_PRIMARY else ()
    return {"order": name_order(stage, pack), "findings": found}


def names(facts, pack):
    strokes = {name: tuple(key) for name, key in facts["strokes"].items()}
    found = in_order(
        strokes, order=NameOrder(facts["order"]), strokes=strokes, votes=facts["votes"]
    )
    return {"names": found.names, "tied": found.tied}


def meeting(facts, pack):
    meetings = Meetings(facts["requested"], tuple(facts["held"]))
    return {"findings": check_meetings(meetings, E, pack)}


def signatures(facts, pack):
    petitions = [
        JointNomination(
            row["number"], tuple(row["nominees"]), tuple(row["signatories"]), row["written"]
        )
        for row in facts["petitions"]
    ]
    rulings = {who: frozenset(struck) for who, struck in facts.get("rulings", {}).items()}
    found = check_signatures(petitions, roll=ROLL, seats=facts["seats"], rulings=rulings, pack=pack)
    return {"valid": dict(found.valid), "findings": found.findings}


def organizations(facts, pack):
    rows = [OrganizationNomination(n, tuple(who), tuple(by)) for n, who, by in facts["rows"]]
    return {"findings": check_organizations(rows, facts["seats"])}


def organization_total(facts, pack):
    return {"findings": check_organization_total(facts["nominees"], facts["total"], pack)}


def briefing(facts, pack):
    return {"findings": check_briefing(is_briefed=facts["briefed"], pack=pack)}


def nominee(facts, pack):
    person = Nominee("甲", facts["voter"], facts["introduced"], facts["true"])
    return {"findings": check_nominee(person)}


def preliminary(facts, pack):
    nominations = [
        JointNomination(number, tuple(who), (), is_written=True)
        for number, who in facts["nominations"]
    ]
    removals = [Removal(name, RemovalGround(why), paper) for name, why, paper in facts["removals"]]
    found = preliminary_list(nominations, removals)
    return {"names": found.names, "findings": found.findings}


def by_election_count(facts, pack):
    return {"findings": check_by_election_count(facts["candidates"], facts["seats"])}


def left(facts, pack):
    return {"findings": check_after_removal(facts["left"], facts["seats"], Mode.DIRECT, pack)}


ASKED = {
    "range": number_range,
    "path": way,
    "formal": formal,
    "formal_count": formal_count,
    "primary": primary,
    "primary_turnout": primary_turnout,
    "primary_notice": primary_notice,
    "order": order,
    "names": names,
    "meeting": meeting,
    "signatures": signatures,
    "organizations": organizations,
    "organization_total": organization_total,
    "briefing": briefing,
    "nominee": nominee,
    "preliminary": preliminary,
    "by_election_count": by_election_count,
    "left": left,
    "two": lambda facts, pack: {"findings": check_two_constituencies(facts["lists"])},
    "elected_two": lambda facts, pack: {"findings": check_elected_twice(facts["lists"])},
}


@parametrized("nomination")
def test_nomination(case):
    judge(case, ASKED)
