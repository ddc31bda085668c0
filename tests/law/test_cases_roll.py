"""The roll after publication: the cases of corrections and changes."""

from huanjie.law.pack import Level
from huanjie.law.registration import (
    Act,
    Change,
    Entry,
    Reason,
    check_change,
    check_correction,
    check_corrections_published,
    check_one_place,
    check_readmission,
    check_recheck,
)
from tests.law.answers import ELECTION_DAY as E
from tests.law.case_files import judge, parametrized


def correct(facts, pack):
    return {"findings": check_correction(election_day=E, on=facts["on"], pack=pack)}


def publish(facts, pack):
    on = facts.get("published")
    return {"findings": check_corrections_published(published=on, election_day=E, pack=pack)}


def recheck(facts, pack):
    on = facts.get("rechecked")
    return {"findings": check_recheck(rechecked=on, election_day=E, pack=pack)}


def readmit(facts, pack):
    return {"findings": check_readmission(election_day=E, asked=facts["asked"], pack=pack)}


def change(facts, pack):
    row = Change("甲", Act(facts["act"]), Reason(facts["reason"]), facts["evidence"])
    return {"findings": check_change(row)}


def once(facts, pack):
    entries = [Entry(person, Level(level), where) for person, level, where in facts["entries"]]
    return {"findings": check_one_place(entries)}


ASKED = {
    "correct": correct,
    "publish": publish,
    "recheck": recheck,
    "readmit": readmit,
    "change": change,
    "once": once,
}


@parametrized("roll")
def test_roll(case):
    judge(case, ASKED)
