"""Counting sheets: what stands on the paper, what two clerks typed, what was typed again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from random import Random

from huanjie.samples.ballots import Tally
from huanjie.samples.decisions import invalid
from huanjie.samples.polling import Round

__all__ = ["Entry", "Sheet", "enter", "fields_of"]

CLERKS = ("滕晓燕", "吴志强", "麻丽华", "向建平", "石海英", "田文军", "龙佳慧", "彭俊杰")


@dataclass(slots=True)
class Sheet:
    """One paper: its vote, and every field by path."""

    vote: Round
    fields: dict[str, str]

    def number(self, path: str) -> int:
        """One figure of the paper."""
        return int(self.fields[path])


@dataclass(slots=True)
class Entry:
    """A paper as typed twice; `again` holds the fields in which the two differ."""

    sheet: Sheet
    clerks: tuple[str, str]
    wrong: tuple[dict[str, str], dict[str, str]] = field(default_factory=lambda: ({}, {}))

    @property
    def again(self) -> list[str]:
        """Paths to be typed again, in the order of the paper."""
        return [
            path for path in self.sheet.fields if path in self.wrong[0] or path in self.wrong[1]
        ]


def fields_of(vote: Round, persons: Mapping[str, str]) -> dict[str, str]:
    """Every field of a paper by path; `persons` gives the ID numbers of names written in.

    Nothing is counted where the vote is invalid: the paper then ends with the papers collected.
    """
    found: dict[str, object] = {
        "roll.voters": vote.voters,
        "account.printed": vote.printed,
        "account.reserve": vote.reserve,
    }
    for box in vote.boxes:
        point = f"points[{box.number}]"
        for name in ("received", "moved_in", "moved_out", "issued", "spoiled", "unused"):
            found[f"{point}.{name}"] = getattr(box, name)
    for box in vote.boxes:
        start = f"boxes[{box.number}]"
        found[f"{start}.kind"] = box.kind
        found[f"{start}.own"] = box.own
        found[f"{start}.proxy"] = box.proxy
        found[f"{start}.collected"] = len(box.ballots)
        found[f"{start}.seal_closed"], found[f"{start}.seal_opened"] = box.seals
    mobile = sum(box.own for box in vote.boxes if box.kind == "流动票箱")
    proxy = sum(box.proxy for box in vote.boxes)
    found["turnout.in_person"] = vote.participants - mobile - proxy
    found["turnout.proxy"] = proxy
    found["turnout.mobile"] = mobile
    found["count.collected"] = vote.collected
    if not invalid(vote):
        found |= _counted(vote, persons)
    found["signed.scrutineer"] = found["signed.counter"] = 1
    return {path: str(value) for path, value in found.items()}


def _counted(vote: Round, persons: Mapping[str, str]) -> dict[str, object]:
    found: dict[str, object] = {}
    order = sorted(vote.total.written, key=lambda name: (-vote.total.written[name], name))
    found |= _tally("", "count.", vote, vote.total)
    for place, name in enumerate(order, start=1):
        found[f"write_ins[{place}].name"] = name
        found[f"write_ins[{place}].person"] = persons.get(name, "")
        found[f"write_ins[{place}].votes"] = vote.total.written[name]
    for box, bundle in zip(vote.boxes, vote.bundles, strict=True):
        start = f"bundles[{box.number}]."
        found[f"{start}collected"] = bundle.collected
        found |= _tally(start, start, vote, bundle)
        for place, name in enumerate(order, start=1):
            found[f"{start}write_ins[{place}].votes"] = bundle.written.get(name, 0)
    found["disputed"] = vote.disputed
    return found


def _tally(start: str, count: str, vote: Round, found: Tally) -> dict[str, object]:
    fields: dict[str, object] = {
        f"{count}valid": found.valid,
        f"{count}void": found.void,
        f"{count}blank": found.blank,
    }
    for name in vote.names:
        fields[f"{start}candidates[{name}].approve"] = found.approve[name]
        fields[f"{start}candidates[{name}].oppose"] = found.oppose[name]
        fields[f"{start}candidates[{name}].abstain"] = found.abstain(name)
    return fields


def enter(sheet: Sheet, chance: Random) -> Entry:
    """Two clerks type a paper; one time in twenty one of them mistypes something."""
    first, second = chance.sample(CLERKS, 2)
    entry = Entry(sheet, (first, second))
    if chance.random() >= 0.05:
        return entry
    able = [
        path
        for path, value in sheet.fields.items()
        if len(value) > 1
        and value.isdigit()
        and path.partition(".")[2] != "person"
        and "seal" not in path
        and not path.endswith(".person")
    ]
    for path in chance.sample(able, min(len(able), chance.randint(1, 3))):
        wrong = _mistyped(sheet.fields[path], chance)
        entry.wrong[chance.randrange(2)][path] = wrong
    return entry


def _mistyped(value: str, chance: Random) -> str:
    at = chance.randrange(len(value) - 1)
    swapped = value[:at] + value[at + 1] + value[at] + value[at + 2 :]
    if swapped != value and swapped[0] != "0":
        return swapped
    return value[:-1] + str((int(value[-1]) + chance.randint(1, 9)) % 10)


def entry_rows(entries: list[Entry], which: int) -> Iterator[tuple[object, ...]]:
    """The rows of `sheets-1.csv` (`which` 0) or `sheets-2.csv` (`which` 1)."""
    for entry in entries:
        vote, wrong = entry.sheet.vote, entry.wrong[which]
        for path, value in entry.sheet.fields.items():
            yield (*vote.key, vote.kind, entry.clerks[which], path, wrong.get(path, value))


def correction_rows(entries: list[Entry]) -> Iterator[tuple[object, ...]]:
    """The rows of `sheet-corrections.csv`: both clerks type a differing field again, rightly."""
    for entry in entries:
        for path in entry.again:
            for which in (0, 1):
                yield (
                    *entry.sheet.vote.key,
                    which + 1,
                    entry.clerks[which],
                    path,
                    entry.sheet.fields[path],
                )
