"""Who gets the seats: the cases of apportionment, constituencies and committees."""

from huanjie.law.committee import (
    Appointer,
    Membership,
    check_appointment,
    check_delegation,
    check_member_candidate,
    check_members_filed,
    check_size,
)
from huanjie.law.pack import Level, UnitType, keys
from huanjie.law.seats import (
    Congress,
    ConstituencySize,
    Minority,
    check_apportionment,
    check_balance,
    check_constituency_seats,
    check_deviations,
    check_garrison,
    check_minority,
    check_villages,
    check_voter_group,
    most_seats,
    suggest,
    tier,
)
from tests.law.case_files import judge, parametrized


def suggested(facts, pack):
    congress = UnitType(facts["congress"])
    return suggest(facts["seats"], facts["populations"], congress=congress, pack=pack)


def suggestion(facts, pack):
    found = suggested(facts, pack)
    return {"seats": dict(found.seats), "tied": found.tied}


def chosen(facts, pack):
    congress = UnitType(facts["congress"])
    shares = suggested(facts, pack)
    return {"findings": check_apportionment(facts["chosen"], shares, congress=congress, pack=pack)}


def villages(facts, pack):
    return {"findings": check_villages(facts["seats"], pack)}


def minority(facts, pack):
    row = facts["congress"]
    congress = Congress(UnitType(row["unit_type"]), row["population"], row["seats"])
    group = Minority(
        "某族", facts["population"], facts["seats"], facts["compact"], facts.get("exemption", "")
    )
    return {
        "tier": tier(group, congress, pack),
        "most": most_seats(group, congress, pack),
        "findings": check_minority(group, congress, pack),
    }


def balance(facts, pack):
    found = check_balance(facts["constituencies"], pla=facts["pla"], total=facts["total"])
    return {"findings": found}


def garrison(facts, pack):
    level = Level(facts["level"])
    found = check_garrison(facts["pla"], level=level, total=facts["total"], pack=pack)
    return {"findings": found}


def garrison_body(facts, pack):
    return {"body": pack[keys.APPORTION_PLA_BY]}


def constituency(facts, pack):
    size = ConstituencySize("一选区", 5_000, facts["seats"], central_units=False)
    return {"findings": check_constituency_seats(size, pack)}


def deviation(facts, pack):
    sizes = [
        ConstituencySize(f"{number}选区", people, seats, central)
        for number, (people, seats, central) in enumerate(facts["sizes"], 1)
    ]
    return {"findings": check_deviations(sizes, pack)}


def group(facts, pack):
    return {"findings": check_voter_group("一组", facts["voters"], pack)}


def committee_size(facts, pack):
    return {"findings": check_size(Level(facts["level"]), facts["members"], pack)}


def appoint(facts, pack):
    return {"findings": check_appointment(Level(facts["level"]), Appointer(facts["by"]))}


def filed(facts, pack):
    return {"findings": check_members_filed(Level(facts["level"]), facts.get("filed"), pack)}


def delegate(facts, pack):
    return {"findings": check_delegation(facts["document"], pack)}


def member(facts, pack):
    row = Membership("甲", facts.get("resigned"))
    return {"findings": check_member_candidate(row, facts["published"])}


ASKED = {
    "suggest": suggestion,
    "chosen": chosen,
    "villages": villages,
    "minority": minority,
    "balance": balance,
    "garrison": garrison,
    "garrison_body": garrison_body,
    "constituency": constituency,
    "deviation": deviation,
    "group": group,
    "committee_size": committee_size,
    "appoint": appoint,
    "filed": filed,
    "delegate": delegate,
    "member": member,
}


@parametrized("apportionment")
def test_apportionment(case):
    judge(case, ASKED)
