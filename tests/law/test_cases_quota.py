"""How many deputies: the cases of quotas."""

from datetime import date

from huanjie.law.pack import Level, UnitType
from huanjie.law.pack.words import PopulationBasis
from huanjie.law.seats import (
    Ground,
    PopulationStatement,
    Standing,
    Supplement,
    check_determined_quota,
    check_population,
    check_redetermination,
    check_supplement,
    filed_with,
    formula_total,
    largest_supplement,
    quota_body,
    quota_readings,
    refilings,
    supplement_readings,
)
from huanjie.law.timetable import check_redetermination_filed
from tests.law.answers import codes
from tests.law.case_files import judge, parametrized


def total(facts, pack):
    population, level = facts["population"], Level(facts["level"])
    readings = codes(quota_readings(population, level, pack))
    return {"total": formula_total(population, level, pack), "readings": readings}


def check(facts, pack):
    found = check_determined_quota(
        total=facts["total"],
        population=facts["population"],
        level=Level(facts["level"]),
        standing=Standing(facts["standing"]),
        pack=pack,
    )
    return {"findings": found}


def supplement(facts, pack):
    unit, whole = UnitType(facts["unit_type"]), facts["total"]
    asked = Supplement(facts["seats"], facts["document"])
    return {
        "most": largest_supplement(whole, unit, pack),
        "readings": codes(supplement_readings(whole, unit, pack)),
        "findings": check_supplement(asked, total=whole, unit_type=unit, pack=pack),
    }


def basis(facts, pack):
    counted = PopulationStatement(
        300_000, PopulationBasis(facts["basis"]), "统计部门", date(2025, 12, 31)
    )
    return {"findings": check_population(counted, pack)}


def filing(facts, pack):
    level = Level(facts["level"])
    return {"by": quota_body(level), "with": filed_with(level, pack)}


def refile(facts, pack):
    steps = refilings(Level(facts["level"]), facts["decided"], pack)
    return {"filings": [(step.by, step.receiver, step.latest) for step in steps]}


def redetermine(facts, pack):
    return {"findings": check_redetermination(Ground(facts["ground"]), facts["document"])}


def filed(facts, pack):
    decided, on = facts["decided"], facts["filed"]
    return {"findings": check_redetermination_filed(decided=decided, filed=on, pack=pack)}


ASKED = {
    "total": total,
    "check": check,
    "supplement": supplement,
    "basis": basis,
    "filing": filing,
    "refile": refile,
    "redetermine": redetermine,
    "filed": filed,
}


@parametrized("quota")
def test_quota(case):
    judge(case, ASKED)
