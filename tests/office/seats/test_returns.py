"""T2 from the quota and the table of constituencies."""

import pytest

from huanjie.figures.figure import Extreme
from huanjie.office.committee.models import Election
from huanjie.office.seats import returns
from huanjie.office.seats.models import Constituency, ConstituencyPart, QuotaDecision
from tests.office import builders as b
from tests.office.reading import figures, moved, numbers, plain, reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Election:
    b.units()
    found = b.election()
    b.with_constituencies(found)
    return found


def test_before_quota_and_table_nothing_is_due() -> None:
    b.units()
    found = plain(figures(returns, b.election()))
    assert {found[f"T2.0{n}"] for n in range(1, 10)} == {"not_due"}
    assert found["T2.12"] == "not_due"
    assert found["T2.21"] == "not_kept"


def test_the_quota_and_its_formula(town: Election) -> None:
    codes = [f"T2.0{n}" for n in (1, 2, 3, 4, 5, 6, 7, 9)]
    assert numbers(returns, town, *codes) == [1200, 45, 0, 45, 0, 8, 8, 0]


def test_constituencies_by_kind_seats_and_class(town: Election) -> None:
    first, second, third, _ = Constituency.objects.order_by("number")
    Constituency.objects.filter(pk=first.pk).update(kind="single_unit", seats=1, is_urban=True)
    Constituency.objects.filter(pk=second.pk).update(kind="joint", seats=3)
    Constituency.objects.filter(pk=third.pk).update(kind="mixed")
    assert numbers(returns, town, "T2.08", "T2.12", "T4.01") == [8, 4, 8]
    assert numbers(returns, town, "T2.13a", "T2.13b", "T2.13c", "T2.13d") == [1, 1, 1, 1]
    assert numbers(returns, town, "T2.14a", "T2.14b", "T2.14c") == [1, 2, 1]
    assert numbers(returns, town, "T2.15a", "T2.15b", "T2.16a", "T2.16b") == [3, 7, 1, 1]


def test_the_extremes_name_their_constituency(town: Election) -> None:
    Constituency.objects.filter(number=2).update(population=600)
    found = figures(returns, town)
    assert found["T2.18a"] == Extreme(600, 2, "第2村选区")
    assert found["T2.18b"] == Extreme(300, 2, "第1村选区")
    assert found["T2.19"] == Extreme(3, 5, "第2村选区")  # 300 a seat, on average 1500/8
    assert plain(found)["T2.20"] == 1


def test_a_quota_moves_only_the_figures_of_the_quota(town: Election) -> None:
    before = figures(returns, town)
    QuotaDecision.objects.update(supplement=2)
    assert moved(before, figures(returns, town)) == {"T2.05": 2}


def test_a_township_has_no_county_constituencies(town: Election) -> None:
    assert numbers(returns, town, "T2.22") == ["not_applicable"]


def drawn(election: Election, number: int, *parts: ConstituencyPart) -> Constituency:
    made = Constituency.objects.create(
        election=election,
        number=number,
        name=f"{number}",
        kind="residential",
        population=1,
        seats=1,
    )
    for part in parts:
        part.constituency, part.election = made, election
        part.save()
    return made


def test_county_constituencies_made_of_whole_township_ones(town: Election) -> None:
    county = b.election(b.COUNTY)
    one, two, three, four = b.VILLAGES
    ConstituencyPart.objects.filter(election=town, village=three).delete()
    split = Constituency.objects.get(election=town, number=3)
    for group in (1, 2):
        ConstituencyPart.objects.create(
            constituency=split, election=town, village=three, group=group
        )
    whole = drawn(county, 1, ConstituencyPart(village=one), ConstituencyPart(village=two))
    groups = drawn(county, 2, ConstituencyPart(village=three))
    drawn(county, 3, ConstituencyPart(village=four, group=1))
    drawn(county, 4, ConstituencyPart(village=four, group=2))
    drawn(county, 5, ConstituencyPart(work_unit="县医院"))
    assert returns.made_of_whole(county) == {whole.pk, groups.pk}
    assert numbers(returns, county, "T2.22") == [2]


def test_a_county_waits_for_the_townships_tables() -> None:
    b.units()
    county = b.election(b.COUNTY)
    drawn(county, 1, ConstituencyPart(village=next(iter(b.VILLAGES))))
    assert numbers(returns, county, "T2.22") == ["not_due"]


def test_every_constituency_has_its_row(town: Election) -> None:
    rows = returns.rows(reading(town))
    assert [(row.code, row.name) for row in rows][:2] == [
        ("001", "第1村选区"),
        ("002", "第2村选区"),
    ]
    assert plain(rows[0].figures)["T2.08"] == 2


def test_quota_and_table_are_milestones_with_their_papers(town: Election) -> None:
    assert [(one.code, one.is_done) for one in returns.milestones(reading(town))] == [
        ("K02", True), ("K06", True),
    ]  # fmt: skip
    held = reading(town)
    held.notices = frozenset()
    assert [one.lacks_paper for one in returns.milestones(held)] == [False, True]


def test_an_uncovered_village_is_an_open_finding(town: Election) -> None:
    assert returns.findings(reading(town)) == ()
    ConstituencyPart.objects.filter(village=next(iter(b.VILLAGES))).delete()
    assert "village-uncovered" in [f.code for f in returns.findings(reading(town))]
