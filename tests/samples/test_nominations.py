"""Nomination papers: lawful where they claim to be, defective where a ruling says so."""

from collections import Counter
from math import ceil

from tests.samples.folder import Written


def forms(written: Written) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for name in ("joint-nominations", "organization-nominations"):
        for row in written.table(name):
            found.setdefault(row["表号"], []).append(row)
    return found


def refused(written: Written) -> set[str]:
    return {r["表号"] for r in written.table("nomination-rulings") if not r["序号"]}


def test_ten_good_signatures_stand_under_every_accepted_petition(written: Written) -> None:
    struck = Counter(r["表号"] for r in written.table("nomination-rulings") if r["序号"])
    signed = Counter(r["表号"] for r in written.table("signatures"))
    for number in {r["表号"] for r in written.table("joint-nominations")} - refused(written):
        assert signed[number] - struck[number] >= 10


def test_nobody_supports_more_nominees_than_seats_after_the_rulings(written: Written) -> None:
    seats, papers = written.seats(), forms(written)
    struck = {(r["表号"], r["序号"]) for r in written.table("nomination-rulings")}
    signed: Counter[tuple[str, str, str]] = Counter()
    for row in written.table("signatures"):
        if (row["表号"], row["序号"]) not in struck:
            form = papers[row["表号"]]
            key = form[0]["选举代码"], form[0]["选区号"], row["公民身份号码"]
            signed[key] += len(form)
    assert all(count <= seats[key[:2]] for key, count in signed.items())
    for form in papers.values():
        assert len(form) <= seats[form[0]["选举代码"], form[0]["选区号"]]


def test_formal_lists_keep_to_the_legal_range_and_to_the_nominees(written: Written) -> None:
    seats, gone = written.seats(), refused(written)
    left = {(r["选举代码"], r["选区号"], r["姓名"]) for r in written.table("withdrawals")}
    nominees: dict[tuple[str, str], list[str]] = {}
    for number, form in forms(written).items():
        for row in form:
            key = row["选举代码"], row["选区号"]
            if number not in gone and (*key, row["姓名"]) not in left:
                nominees.setdefault(key, []).append(row["姓名"])
    listed: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in written.table("formal-lists"):
        listed.setdefault((row["选举代码"], row["选区号"]), []).append(row)
    assert listed.keys() == seats.keys()
    for key, rows in listed.items():
        least, most = seats[key] + ceil(seats[key] / 3), 2 * seats[key]
        assert len(set(nominees[key])) == len(nominees[key])
        assert {row["姓名"] for row in rows} <= set(nominees[key])
        assert least <= len(rows) == int(rows[0]["正式候选人数"]) <= most
        assert (rows[0]["方式"] == "全部列入") == (len(nominees[key]) <= most)


def test_consultation_takes_those_with_most_support(written: Written) -> None:
    rows = [r for r in written.table("consultation") if r["轮次"] == "3"]
    support: dict[tuple[str, str], Counter[str]] = {}
    for row in rows:
        key = row["选举代码"], row["选区号"]
        support.setdefault(key, Counter())[row["姓名"]] += int(row["赞成"])
        assert sum(int(row[c]) for c in ("赞成", "反对", "无意见")) == int(row["到会人数"])
    taken: dict[tuple[str, str], set[str]] = {}
    for row in written.table("formal-lists"):
        taken.setdefault((row["选举代码"], row["选区号"]), set()).add(row["姓名"])
    assert support
    for key, found in support.items():
        inside = min(found[name] for name in taken[key])
        assert inside > max(v for name, v in found.items() if name not in taken[key])


def test_every_kind_of_paper_and_defect_occurs(tiny: Written) -> None:
    assert {r["理由"] for r in tiny.table("nomination-rulings")} == {
        "推荐人数超过应选名额，划去后签的",
        "不是本选区选民",
        "划去后联名不足十人",
        "被推荐人不是选民",
    }
    assert {r["方式"] for r in tiny.table("formal-lists")} == {"全部列入", "协商", "预选"}
    assert {r["方式"] for r in tiny.table("organization-nominations")} == {"单独", "联合"}
    assert tiny.table("withdrawals")
