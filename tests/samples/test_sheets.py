"""Every identity of a counting sheet holds once the differing fields are typed again."""

import re

from tests.samples.folder import Written, names, numbers, participants, votes


def test_two_different_clerks_type_every_sheet(written: Written) -> None:
    clerks = [
        {
            (r["选举代码"], r["选区号"], r["轮次序号"]): r["录入员"]
            for r in written.table(f"sheets-{n}")
        }
        for n in (1, 2)
    ]
    assert clerks[0].keys() == clerks[1].keys()
    assert all(clerks[0][key] != clerks[1][key] for key in clerks[0])


def test_the_entries_differ_exactly_where_something_is_typed_again(written: Written) -> None:
    first, second = written.sheets(1), written.sheets(2)
    differing = {
        (*key, path)
        for key, sheet in first.items()
        for path, value in sheet.items()
        if second[key][path] != value
    }
    again = {
        (r["选举代码"], r["选区号"], r["轮次序号"], r["栏目"])
        for r in written.table("sheet-corrections")
    }
    assert differing == again


def test_papers_balance_at_every_point_and_over_all(written: Written) -> None:
    for sheet in written.final_sheets().values():
        points = {int(n) for path in sheet for n in re.findall(r"^points\[(\d+)\]", path)}
        for n in points:
            one = {
                name: int(sheet[f"points[{n}].{name}"])
                for name in ("received", "moved_in", "moved_out", "issued", "spoiled", "unused")
            }
            assert one["received"] + one["moved_in"] - one["moved_out"] == (
                one["issued"] + one["spoiled"] + one["unused"]
            )
            assert one["issued"] == int(sheet[f"boxes[{n}].own"]) + int(sheet[f"boxes[{n}].proxy"])
        used = sum(sum(numbers(sheet, "points", end)) for end in (".issued", ".spoiled", ".unused"))
        assert int(sheet["account.printed"]) == used + int(sheet["account.reserve"])
        assert sum(numbers(sheet, "points", "moved_in")) == sum(
            numbers(sheet, "points", "moved_out")
        )
        assert min(numbers(sheet, "", "reserve") + numbers(sheet, "points", "")) >= 0


def test_participants_are_papers_issued_and_no_more_than_voters(written: Written) -> None:
    for sheet in written.final_sheets().values():
        came = participants(sheet)
        assert came == sum(numbers(sheet, "points", ".issued")) <= int(sheet["roll.voters"])
        proxies = int(sheet["turnout.proxy"])
        assert proxies == sum(numbers(sheet, "boxes", ".proxy")) <= 3 * (came - proxies)


def test_a_sheet_agrees_with_boxes_and_registers(written: Written) -> None:
    sheets = written.final_sheets()
    for row in written.table("participants"):
        sheet = sheets[row["选举代码"], row["选区号"], row["轮次序号"]]
        assert sheet[f"boxes[{row['票箱号']}].own"] == row["本人"]
        assert sheet[f"boxes[{row['票箱号']}].proxy"] == row["委托"]
    for row in written.table("boxes"):
        sheet = sheets[row["选举代码"], row["选区号"], row["轮次序号"]]
        assert sheet[f"points[{row['票箱号']}].received"] == row["领票"]
        assert sheet[f"boxes[{row['票箱号']}].seal_opened"] == row["启封封签"]
        assert int(row["监票人数"]) >= 2


def test_counts_balance_and_nothing_is_counted_in_an_invalid_vote(written: Written) -> None:
    for sheet in written.final_sheets().values():
        collected, came = int(sheet["count.collected"]), participants(sheet)
        assert collected == sum(numbers(sheet, "boxes", ".collected"))
        if collected > came or 2 * came <= int(sheet["roll.voters"]):
            assert not any(path.startswith(("count.v", "cand", "bund")) for path in sheet)
            continue
        valid = int(sheet["count.valid"])
        assert valid + int(sheet["count.void"]) == collected
        for name in names(sheet):
            assert valid == sum(
                int(sheet[f"candidates[{name}].{mark}"])
                for mark in ("approve", "oppose", "abstain")
            )


def test_votes_lie_within_what_the_seats_allow(written: Written) -> None:
    seats = written.seats()
    kinds = written.kinds()
    for key, sheet in written.final_sheets().items():
        if "count.valid" not in sheet:
            continue
        marked = int(sheet["count.valid"]) - int(sheet["count.blank"])
        total = sum(votes(sheet).values())
        open_seats = seats[key[:2]]
        assert marked <= total <= open_seats * marked
        if open_seats == 1 or (kinds[key] == "tie_revote" and len(names(sheet)) == 2):
            assert total == marked


def test_bundles_sum_to_the_sheet_and_match_their_boxes(written: Written) -> None:
    for sheet in written.final_sheets().values():
        if "count.valid" not in sheet:
            continue
        for end in ("valid", "void", "blank"):
            assert sum(numbers(sheet, "bundles", f"].{end}")) == int(sheet[f"count.{end}"])
        for path in [p for p in sheet if p.startswith(("candidates", "write_ins"))]:
            if path.endswith(("approve", "oppose", "abstain", "votes")):
                assert sum(numbers(sheet, "bundles", f".{path}")) == int(sheet[path])
        for box in range(1, len(numbers(sheet, "bundles", "].collected")) + 1):
            assert sheet[f"bundles[{box}].collected"] == sheet[f"boxes[{box}].collected"]


def test_a_written_name_is_no_candidate_and_stands_once(written: Written) -> None:
    for sheet in written.final_sheets().values():
        listed = names(sheet)
        written_in = [
            v
            for path, v in sheet.items()
            if path.startswith("write_ins") and path.endswith(".name")
        ]
        assert len({*listed, *written_in}) == len(listed) + len(written_in)
