"""Warnings that will fire on a sheet, by the thresholds of the checks, and what is said of them."""

from collections.abc import Iterator

from huanjie.samples.decisions import invalid
from huanjie.samples.polling import Round
from huanjie.samples.sheets import Sheet

__all__ = ["explain"]

Warning_ = tuple[str, str, str]


def explain(sheet: Sheet) -> Iterator[Warning_]:
    """Code, path and explanation of every warning of one sheet."""
    yield from _papers(sheet.vote)
    yield from _people(sheet.vote)
    if not invalid(sheet.vote):
        yield from _marks(sheet.vote)
        yield from _bundles(sheet.vote)
        yield from _doubt(sheet.vote)


def _papers(vote: Round) -> Iterator[Warning_]:
    voters, spoiled = vote.voters, sum(box.spoiled for box in vote.boxes)
    if vote.printed < voters or vote.printed > voters + max(50, voters // 10):
        yield "J204", "account.printed", "多印备用票，余票已封存"
    if spoiled >= 10 and 50 * spoiled >= vote.participants:
        yield "J205", "points", "一包选票受潮，当场更换并封存"
    for box in vote.boxes:
        if len(box.ballots) > box.issued and vote.collected <= vote.participants:
            yield "J304", f"boxes[{box.number}].collected", "同一投票点选民误投邻箱，总数相符"
    if vote.collected < vote.participants:
        yield "J307", "count.collected", "有选民领票后将选票带走，未投入票箱"


def _people(vote: Round) -> Iterator[Warning_]:
    came = vote.participants
    proxy = sum(box.proxy for box in vote.boxes)
    mobile = sum(box.own for box in vote.boxes if box.kind == "流动票箱")
    if proxy >= 20 and 5 * proxy >= came:
        yield "J308", "turnout.proxy", "外出务工选民较多，委托手续逐份核对"
    if mobile >= 20 and 10 * mobile >= came:
        yield "J308", "turnout.mobile", "高龄和病残选民较多，每箱有两名监票人"
    if (vote.voters >= 50 and 100 * came >= 99 * vote.voters) or not (came and vote.collected):
        yield "J310", "turnout", "选民集中居住，外出者均已办理委托"


def _marks(vote: Round) -> Iterator[Warning_]:
    total, collected = vote.total, vote.collected
    for code, path, count in (
        ("J408", "count.void", total.void),
        ("J409", "count.blank", total.blank),
    ):
        if count >= 10 and 100 * count >= 3 * collected:
            yield code, path, "多为写票失误，逐张由监票人认定"
    for name in vote.names:
        if total.valid >= 50 and total.approve[name] in (0, total.valid):
            yield "J411", f"candidates[{name}].approve", "已逐张复核，计票无误"


def _bundles(vote: Round) -> Iterator[Warning_]:
    """Two candidates changed places in one box against all the others."""
    for box, bundle in zip(vote.boxes, vote.bundles, strict=True):
        valid = bundle.valid
        rest = vote.total.valid - valid
        if valid < 50 or not rest:
            continue
        gaps = []
        for name in vote.names:
            here = bundle.approve[name]
            elsewhere = vote.total.approve[name] - here
            gaps.append(100 * (here * rest - elsewhere * valid))
        if max(gaps) >= 40 * valid * rest and min(gaps) <= -40 * valid * rest:
            yield "J412", f"bundles[{box.number}]", "该箱为候选人本村，经复核计票无误"


def _doubt(vote: Round) -> Iterator[Warning_]:
    """Papers that are missing or disputed could turn a seat or a majority."""
    order = sorted(vote.total.votes.values(), reverse=True)
    line = {"tie_revote": 0, "supplementary": -(-vote.collected // 3)}.get(
        vote.kind, vote.participants // 2 + 1
    )
    margins = [count - line + 1 if count >= line else line - count for count in order if line]
    over = [count for count in order if count >= line]
    if len(over) > vote.seats:
        margins.append(over[vote.seats - 1] - over[vote.seats])
    loose = vote.participants - vote.collected + vote.disputed
    if loose and loose >= min(margins, default=vote.voters):
        yield "J603", "count.collected", "差额票和疑难票已逐张追查，不改变结论"
    by_papers = [count for count in order if count * 2 > vote.collected]
    if vote.kind in ("first", "rerun") and len(by_papers) > len(over) < vote.seats:
        yield "J602", "count.collected", "以参加投票人数为基数，该人未过半数"
