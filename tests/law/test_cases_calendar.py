"""By when: the cases of the statutory calendar."""

from huanjie.law.pack import Reading
from huanjie.law.timetable import (
    DEADLINES,
    DayNotice,
    Kind,
    check_appeal_decided,
    check_appeal_received,
    check_chain,
    check_election_day,
    check_first_session,
    check_formal_publication,
    check_judgment,
    check_nomination_window,
    check_nominations_open,
    check_polling_days,
    check_preliminary_publication,
    check_roll_publication,
    check_suit,
    latest_lawful_day,
)
from tests.law.answers import ELECTION_DAY as E
from tests.law.case_files import judge, parametrized

PUBLISHED = {
    "roll": check_roll_publication,
    "preliminary": check_preliminary_publication,
    "formal": check_formal_publication,
}


def deadline(facts, pack):
    row = DEADLINES[facts["id"]]
    return {"day": latest_lawful_day(row, facts["anchor"], pack, Reading(facts["reading"]))}


def published(facts, pack):
    check = PUBLISHED[facts["what"]]
    day, kind = facts["election_day"], Kind(facts["kind"])
    return {"findings": check(election_day=day, on=facts["on"], pack=pack, kind=kind)}


def appeal(facts, pack):
    return {"findings": check_appeal_received(**facts, pack=pack)}


def decided(facts, pack):
    return {"findings": check_appeal_decided(**facts, pack=pack)}


def suit(facts, pack):
    return {"findings": check_suit(election_day=E, filed=facts["filed"], pack=pack)}


def judgment(facts, pack):
    return {"findings": check_judgment(election_day=E, given=facts["given"])}


def chain(facts, pack):
    return {"findings": check_chain(**facts, pack=pack)}


def nominate(facts, pack):
    return {"findings": check_nominations_open(**facts, pack=pack)}


def window(facts, pack):
    return {"findings": check_nomination_window(**facts, election_day=E, pack=pack)}


def election_day(facts, pack):
    notice = DayNotice(
        election_day=E,
        decided=facts["decided"],
        published=facts["published"],
        registration_starts=facts.get("registration_starts"),
        roll_published=facts.get("roll_published"),
    )
    return {"findings": check_election_day(notice, pack)}


def polling_days(facts, pack):
    return {"findings": check_polling_days(facts["first"], facts["last"], pack)}


def first_session(facts, pack):
    return {"findings": check_first_session(**facts, pack=pack)}


ASKED = {
    "deadline": deadline,
    "published": published,
    "appeal": appeal,
    "decided": decided,
    "suit": suit,
    "judgment": judgment,
    "chain": chain,
    "nominate": nominate,
    "window": window,
    "election_day": election_day,
    "polling_days": polling_days,
    "first_session": first_session,
}


@parametrized("calendar")
def test_calendar(case):
    judge(case, ASKED)
