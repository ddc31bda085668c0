"""Polling day: its cases."""

from huanjie.law.counting import Opening, check_opening_record
from huanjie.law.pack.words import Consent, Crew, ProxyForm, ProxyGround
from huanjie.law.polling import (
    BoxCrew,
    Document,
    Helper,
    Mandate,
    Manner,
    MobileGround,
    Person,
    Preparation,
    check_assistance,
    check_box,
    check_crew,
    check_document,
    check_mandate,
    check_mark,
    check_mobile_voter,
    check_preparation,
    participants,
    polling_rules,
)
from tests.law.case_files import judge, parametrized


def read(kind, word):
    return None if word in (None, "none") else kind(word)


def document(facts, pack):
    return {"findings": check_document(read(Document, facts.get("shown")), polling_rules(pack))}


def mandate(facts, pack):
    proxy = Person("乙", read(str, facts.get("proxy", "一" if facts["same"] else "二")))
    ground, form = ProxyGround(facts["ground"]), read(ProxyForm, facts["form"])
    consent = read(Consent, facts["consent"])
    principal = Person("甲", read(str, facts.get("principal", "一")))
    held = [
        Mandate(Person(f"丙{number}", "一"), proxy, ground, form, consent)
        for number in range(facts["held"])
    ]
    asked = Mandate(principal, proxy, ground, form, consent)
    return {"findings": check_mandate(asked, held, polling_rules(pack))}


def mobile(facts, pack):
    ground = read(MobileGround, facts.get("ground"))
    return {"findings": check_mobile_voter(ground, polling_rules(pack))}


def box(facts, pack):
    crew = BoxCrew("1号", facts["mobile"], facts["scrutineers"], facts["register"])
    return {"findings": check_box(crew, polling_rules(pack))}


def crew(facts, pack):
    candidates = ["甲"] if facts["is"] == "candidate" else []
    relatives = ["甲"] if facts["is"] == "relative" else []
    return {
        "findings": check_crew(
            Crew(facts["post"]), "甲", candidates, relatives, polling_rules(pack)
        )
    }


def prepare(facts, pack):
    done = Preparation(facts["booth"], facts["chosen"], facts["announced"], facts["sealed"])
    return {"findings": check_preparation(done)}


def mark(facts, pack):
    marked, manner = read(Manner, facts["marked"]), Manner(facts["manner"])
    return {"findings": check_mark(marked, manner, has_mandate=facts["mandate"])}


def assist(facts, pack):
    return {"findings": check_assistance(read(Helper, facts.get("ground")))}


def took_part(facts, pack):
    return {"participants": participants(facts["in_person"], facts["mobile"], facts["proxy"])}


def opening(facts, pack):
    if not facts["recorded"]:
        return {"findings": check_opening_record(None, pack)}
    done = Opening(
        boxes=facts["boxes"],
        counted_together=facts["together"],
        closed=facts["closed"],
        opened=facts["opened"],
        approval=facts.get("approval", ""),
        leaders_called=facts.get("leaders", False),
    )
    return {"findings": check_opening_record(done, pack)}


ASKED = {
    "opening": opening,
    "document": document,
    "mandate": mandate,
    "mobile": mobile,
    "box": box,
    "crew": crew,
    "prepare": prepare,
    "mark": mark,
    "assist": assist,
    "participants": took_part,
}


@parametrized("polling")
def test_polling(case):
    judge(case, ASKED)
