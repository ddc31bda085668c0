"""The witness's winners, checked by direct arithmetic on the sheets."""

from collections import Counter

from tests.samples.folder import Written, participants, votes


def test_every_seat_is_filled_or_left_open_by_a_decision(written: Written) -> None:
    seats = written.seats()
    left = {
        (r["选举代码"], r["选区号"]) for r in written.table("count-rulings") if r["决定"] == "暂缺"
    }
    for election, contests in written.truth["contests"].items():
        for number, one in contests.items():
            winners = [w["name"] for w in one["winners"]]
            assert len(set(winners)) == len(winners)
            assert len(winners) + one["vacancies"] == seats[election, number]
            assert bool(one["vacancies"]) == ((election, number) in left)


def test_winners_of_first_votes_have_more_than_half_and_of_supplementary_ones_a_third(
    written: Written,
) -> None:
    sheets = written.final_sheets()
    for election, contests in written.truth["contests"].items():
        for number, one in contests.items():
            for winner in one["winners"]:
                sheet = sheets[election, number, str(winner["round"])]
                count = votes(sheet)[winner["name"]]
                if winner["kind"] in ("first", "rerun"):
                    assert 2 * count > participants(sheet)
                elif winner["kind"] == "supplementary":
                    assert 3 * count >= int(sheet["count.collected"])
                assert 2 * participants(sheet) > int(sheet["roll.voters"])
                assert int(sheet["count.collected"]) <= participants(sheet)


def test_nobody_with_fewer_votes_overtakes_a_candidate_in_the_same_round(written: Written) -> None:
    sheets = written.final_sheets()
    refused = {
        (r["选举代码"], r["选区号"], r["对象"])
        for r in written.table("count-rulings")
        if r["事项"] == "另选他人资格" and r["决定"] == "无"
    }
    for election, contests in written.truth["contests"].items():
        for number, one in contests.items():
            before: set[str] = set()
            for sequence in sorted({w["round"] for w in one["winners"]}):
                count = votes(sheets[election, number, str(sequence)])
                won = {w["name"] for w in one["winners"] if w["round"] == sequence}
                rest = {
                    n: v
                    for n, v in count.items()
                    if n not in won | before and (election, number, n) not in refused
                }
                assert min(count[n] for n in won) > max(rest.values(), default=-1)
                before |= won


def test_a_valid_round_follows_an_invalid_one_and_rounds_are_numbered(written: Written) -> None:
    rounds: dict[tuple[str, str], list[str]] = {}
    for key, kind in written.kinds().items():
        rounds.setdefault(key[:2], []).append(kind)
        assert int(key[2]) == len(rounds[key[:2]])
    for election, contests in written.truth["contests"].items():
        for number, one in contests.items():
            kinds = rounds[election, number]
            assert kinds[0] == "first"
            assert ("rerun" in kinds) == one["outcomes"][0].startswith("invalid")
            assert len(kinds) == len(one["outcomes"])


def test_every_special_outcome_occurs_in_the_tiny_county(tiny: Written) -> None:
    contests = [one for found in tiny.truth["contests"].values() for one in found.values()]
    plots = Counter(one["plot"] for one in contests)
    assert plots.keys() >= {
        "tie",
        "tie-again",
        "pool-tie",
        "half-turnout",
        "excess",
        "write-in",
        "base-matters",
        "vacant",
        "short",
    }
    firsts = {one["plot"]: one["outcomes"] for one in contests}
    assert firsts["tie"] == ["tied", "filled"]
    assert firsts["tie-again"] == ["tied", "tied-again", "filled"]
    assert firsts["half-turnout"][0] == "invalid-turnout"
    assert firsts["excess"][0] == "invalid-excess"
    assert firsts["vacant"] == ["short", "short"]
    assert firsts["base-matters"][0] == firsts["pool-tie"][0] == "short"
    matters = {row["事项"] for row in tiny.table("count-rulings")}
    assert matters == {
        "另选他人资格",
        "另行选举候选人数",
        "并列入围",
        "缺额处理",
        "再次投票仍相同",
        "封签不符",
        "基数影响",
    }
    codes = {row["代码"] for row in tiny.table("explanations")}
    assert codes >= {
        "J204",
        "J205",
        "J304",
        "J307",
        "J308",
        "J310",
        "J408",
        "J409",
        "J412",
        "J602",
        "J603",
    }


def test_a_write_in_wins_where_the_plot_says_so(tiny: Written) -> None:
    formal = {(r["选举代码"], r["选区号"], r["姓名"]) for r in tiny.table("formal-lists")}
    for election, contests in tiny.truth["contests"].items():
        for number, one in contests.items():
            if one["plot"] == "write-in":
                assert (election, number, one["winners"][0]["name"]) not in formal
