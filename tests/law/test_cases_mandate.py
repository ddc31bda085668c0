"""After the count: the cases of credentials, recall, resignation, by-election and sanctions."""

from datetime import date

from huanjie.law.discipline import CaseRecord, Effect, Offence, check_case, consequences, route
from huanjie.law.pack import Level
from huanjie.law.tenure import (
    Announcement,
    Body,
    BodyVote,
    ByElection,
    Credentials,
    Deputy,
    End,
    Garrison,
    GarrisonResult,
    Linked,
    Loss,
    Mandated,
    Mover,
    Opinion,
    RecallHearing,
    RecallMotion,
    RecallRequest,
    RecallVote,
    Receiver,
    Register,
    Resignation,
    Rest,
    Termination,
    Vacancy,
    all_deputies,
    by_election_run_by,
    check_announcement,
    check_areas,
    check_by_election,
    check_by_election_due,
    check_committee_by_election,
    check_completion,
    check_deputies_list,
    check_garrison_results,
    check_opinion,
    check_recall_hearing,
    check_recall_motion,
    check_recall_request,
    check_registers,
    check_resignation,
    check_termination,
    is_suspended,
    offices_lost,
    recall_result,
    resolve,
)
from tests.law.case_files import judge, parametrized

DAY = date(2026, 12, 1)


def read(word):
    return None if word == "none" else word


def opinion(facts, pack):
    found = Credentials(
        read(facts["conditions"]),
        read(facts["procedure"]),
        read(facts["violations"]),
        facts["clues"],
    )
    return {"findings": check_opinion(Opinion(facts["opinion"]), found, pack)}


def deputies(facts, pack):
    return {"findings": check_deputies_list([Deputy("甲", facts["state"], facts["disputed"])])}


def areas(facts, pack):
    return {"findings": check_areas("甲", [tuple(area) for area in facts["areas"]])}


def announce(facts, pack):
    made = Announcement(
        facts["valid"],
        facts["by_body"],
        tuple(facts["elected"]),
        tuple(facts["published"]),
        tuple(facts["open"]),
    )
    return {"findings": check_announcement(made)}


def complete(facts, pack):
    return {"findings": check_completion(facts["open"])}


def recall(facts, pack):
    voters = [f"选民{number}" for number in range(1000)]
    request = RecallRequest(
        "甲",
        Mandated(facts["of"]),
        tuple(voters[: facts["signatures"]]),
        facts["written"],
        facts["reasons"],
        Receiver(facts["to"]),
    )
    found = check_recall_request(request, voters, pack)
    return {"needed": found.needed, "findings": found.findings}


def hearing(facts, pack):
    done = RecallHearing(
        "甲",
        facts["investigated"],
        facts["defended"],
        facts["printed"],
        facts["presided"],
        facts["secret"],
    )
    return {"findings": check_recall_hearing(done, pack)}


def recall_vote(facts, pack):
    vote = RecallVote("甲", Mandated(facts["of"]), facts["voters"], facts["yes"])
    found = recall_result(vote, pack)
    return {"passed": found.passed, "findings": found.findings}


def motion(facts, pack):
    made = RecallMotion(
        "甲",
        Mover(facts["mover"]),
        facts["supporters"],
        facts["members"],
        facts["in_session"],
        facts["reasons"],
    )
    return {"findings": check_recall_motion(made)}


def vote(facts, pack):
    held = BodyVote(Body(facts["body"]), facts["members"], facts["present"], facts["yes"])
    found = resolve(held)
    return {"adopted": found.adopted, "findings": found.findings}


def resign(facts, pack):
    accepted = None
    if "body" in facts:
        yes = 30 if facts["adopted"] else 10
        accepted = resolve(BodyVote(Body(facts["body"]), 40, 40, yes))
    letter = Resignation(
        "甲", Mandated(facts["of"]), facts["written"], Receiver(facts["to"]), accepted
    )
    return {"findings": check_resignation(letter)}


def lost(facts, pack):
    held = [Linked(office) for office in facts["held"]]
    return {"findings": offices_lost("甲", held, Loss(facts["loss"]))}


def suspended(facts, pack):
    return {"suspended": is_suspended([Rest(ground) for ground in facts["grounds"]])}


def terminate(facts, pack):
    by = read(facts["by"])
    ended = Termination(
        deputy="甲",
        ground=End(facts["ground"]),
        evidence=facts["evidence"],
        left_area=facts["left"],
        sessions_missed=facts["missed"],
        reported=facts["reported"],
        announced_by=None if by is None else Body(by),
    )
    return {"findings": check_termination(ended, Level(facts["level"]))}


def due(facts, pack):
    return {"findings": check_by_election_due(Vacancy(facts["vacancy"]), facts["decision"])}


def by_election(facts, pack):
    held = ByElection(
        seats=facts["seats"],
        candidates=facts["candidates"],
        run_by=facts["run_by"],
        count_decided=facts["count"],
        is_roll_verified=facts["roll"],
        is_secret=facts["secret"],
    )
    return {"findings": check_by_election(held, pack)}


def sc_elects(facts, pack):
    found = check_committee_by_election(
        is_in_session=facts["in_session"], is_higher_congress=facts["higher"]
    )
    return {"findings": found}


def garrison(facts, pack):
    results = tuple(GarrisonResult(n, seats, tuple(who)) for n, seats, who in facts["results"])
    held = Garrison(
        Level(facts["level"]), facts["reserved"], facts["decision"], facts["consulted"], results
    )
    return {"findings": check_garrison_results(held, pack)}


def registers(facts, pack):
    return {
        "findings": check_registers([Register("甲", facts["local"], facts["army"], facts["may"])])
    }


def sanction(facts, pack):
    offence = Offence(facts["offence"])
    return {"consequences": consequences(offence, is_functionary=facts["functionary"])}


def reported(facts, pack):
    record = CaseRecord(
        number="1号",
        offence=Offence(facts["offence"]),
        received=DAY,
        source="来信",
        constituency="一选区",
        persons=("甲",),
        investigated=DAY if facts["investigated"] else None,
        needs_transfer=facts["transfer"],
        transferred=DAY if facts["transferred"] else None,
        proven=read(facts["proven"]),
        elected_by_it=tuple(facts["elected"]),
        effect=Effect(facts["effect"]),
        outcome=facts["outcome"],
    )
    return {"findings": check_case(record)}


ASKED = {
    "opinion": opinion,
    "deputies": deputies,
    "areas": areas,
    "announce": announce,
    "complete": complete,
    "recall": recall,
    "hearing": hearing,
    "recall_vote": recall_vote,
    "motion": motion,
    "vote": vote,
    "resign": resign,
    "lost": lost,
    "suspended": suspended,
    "terminate": terminate,
    "due": due,
    "run_by": lambda facts, pack: {"body": by_election_run_by(pack)},
    "by_election": by_election,
    "sc_elects": sc_elects,
    "garrison": garrison,
    "registers": registers,
    "all": lambda facts, pack: {"deputies": all_deputies(facts["civil"], facts["garrison"])},
    "consequences": sanction,
    "case": reported,
    "route": lambda facts, pack: {"route": route(is_about_roll=facts["roll"])},
}


@parametrized("mandate")
def test_mandate(case):
    judge(case, ASKED)
