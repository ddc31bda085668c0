"""Polling day: its cases."""

from huanjie.law.pack import keys
from huanjie.law.pack.words import Consent, Crew, ProxyForm, ProxyGround
from huanjie.law.polling import (
    BoxCrew,
    Document,
    Helper,
    Mandate,
    Manner,
    MobileGround,
    Person,
    PollingRules,
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
)
from tests.law.case_files import judge, parametrized


def rules(pack):
    return PollingRules(
        document=pack[keys.POLL_DOCUMENT],
        proxy_max=pack[keys.POLL_PROXY_MAX],
        proxy_grounds=frozenset(pack[keys.POLL_PROXY_GROUNDS]),
        proxy_same_constituency=pack[keys.POLL_PROXY_SAME_CONSTITUENCY],
        proxy_forms=frozenset(pack[keys.POLL_PROXY_FORM]),
        consent_from=frozenset(pack[keys.POLL_PROXY_CONSENT]),
        barred_posts=frozenset(pack[keys.POLL_BARS_RELATIVES]),
        mobile_min=pack[keys.POLL_MOBILE_SCRUTINEERS],
        min_for_all_boxes=pack[keys.POLL_MOBILE_ALL_BOXES],
        mobile_dispersed=pack[keys.POLL_MOBILE_DISPERSED],
        mobile_register=pack[keys.POLL_MOBILE_REGISTER],
    )


def read(kind, word):
    return None if word in (None, "none") else kind(word)


def document(facts, pack):
    return {"findings": check_document(read(Document, facts.get("shown")), rules(pack))}


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
    return {"findings": check_mandate(asked, held, rules(pack))}


def mobile(facts, pack):
    ground = read(MobileGround, facts.get("ground"))
    return {"findings": check_mobile_voter(ground, rules(pack))}


def box(facts, pack):
    crew = BoxCrew("1号", facts["mobile"], facts["scrutineers"], facts["register"])
    return {"findings": check_box(crew, rules(pack))}


def crew(facts, pack):
    candidates = ["甲"] if facts["is"] == "candidate" else []
    relatives = ["甲"] if facts["is"] == "relative" else []
    return {"findings": check_crew(Crew(facts["post"]), "甲", candidates, relatives, rules(pack))}


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


ASKED = {
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
