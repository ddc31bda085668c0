"""A whole county election as the folder of `docs/reference/county-files.md`."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from . import bodies, petitions, sheets
from .bodies import Committee, Quota
from .chance import stream
from .constituencies import Constituency, draw, hire, unit_plan
from .decisions import Story
from .dirt import Register, soil
from .electorate import (
    Electorate,
    RollChange,
    arrival_rows,
    change_rows,
    last_roll_rows,
    roll_changes,
    settle_cases,
    status_rows,
)
from .explanations import explain
from .people import Census, Person, coming_of_age
from .petitions import Contest, Nominations
from .places import County, Village, read_county
from .plots import assign, play
from .rolls import Rolls, final_voters, published
from .sheets import Entry, Sheet, enter, fields_of
from .tables import Folder, write_json

__all__ = ["Summary", "write_county"]

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Summary:
    """What was written: rows by file, dirt by kind, contests by what happened first."""

    out: Path
    rows: dict[str, int]
    dirt: dict[str, int]
    outcomes: dict[str, int]
    people: int
    voters: int
    contests: int
    seats: int
    elected: int


@dataclass(slots=True)
class _Sample:
    """Everything made so far."""

    county: County
    seed: int
    day: date
    quotas: dict[str, Quota]
    committees: dict[str, Committee]
    census: Census
    electorate: Electorate
    drawn: dict[str, list[Constituency]]
    register: Register
    rolls: Rolls = field(default_factory=dict)
    changes: list[RollChange] = field(default_factory=list)
    voters: dict[tuple[str, int], int] = field(default_factory=dict)
    contests: list[Contest] = field(default_factory=list)
    stories: dict[tuple[str, int], Story] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)


def write_county(
    *, divisions: Path, county: str, seed: int, out: Path, population: int = 300_000,
    election_day: date = date(2026, 12, 20), progress: Progress | None = None,
) -> Summary:
    """Write the folder `out` and, beside it, `out.truth.json`. The same seed gives the same bytes.

    Raises `ValueError` when `divisions` does not hold the county, or it has too few people.
    """
    tell = progress or (lambda what, done, total: None)
    place = read_county(divisions, county, population=population, chance=stream(seed, "places"))
    sample = _people(place, seed, election_day, tell)
    sample.rolls = published(sample.electorate, sample.drawn)
    sample.changes = roll_changes(
        sample.drawn, sample.rolls, sample.census, place, stream(seed, "roll-changes"))
    sample.voters = final_voters(sample.rolls, sample.changes)
    tell("rolls", len(sample.rolls), len(sample.rolls))
    _nominate(sample)
    tell("nominations", len(sample.contests), len(sample.contests))
    _poll(sample, tell)
    folder = _fresh(out)
    _write(sample, folder, tell)
    write_json(out.with_name(out.name + ".truth.json"), _truth(sample))
    return _summary(sample, folder)


def _people(place: County, seed: int, day: date, tell: Progress) -> _Sample:
    """Inhabitants, units, constituencies, eligibility, and the dirt of the file."""
    census = Census(county=place.code, day=day, chance=stream(seed, "people"))
    people: list[Person] = []
    for done, village in enumerate(place.villages, start=1):
        people += census.settle(village)
        tell("people", done, len(place.villages))
    cutoff = coming_of_age(day)
    found = bodies.quotas(place, stream(seed, "quotas"))
    plan = unit_plan(place, found[place.code].total)
    in_seat = {village.code for village in place.seat.villages}
    hire([one for one in people if one.village in in_seat], plan, cutoff, stream(seed, "units"))
    residents = Counter((one.village, one.group) for one in people if not one.unit)
    drawn = draw(place, found, plan, residents)
    census.chance = stream(seed, "strangers")
    electorate = settle_cases(people, census, place, _havens(place, drawn), stream(seed, "cases"))
    register = soil(people, place, census, cutoff, stream(seed, "dirt"))
    return _Sample(place, seed, day, found, bodies.committees(place, stream(seed, "committees")),
                   census, electorate, drawn, register)


def _havens(place: County, drawn: dict[str, list[Constituency]]) -> list[Village]:
    """Villages that lie whole in one constituency in every election they belong to."""
    whole = [{code for one in found for code, group in one.places if not group}
             for found in drawn.values()]
    split = {code for found in drawn.values() for one in found for code, group in one.places
             if group}
    return [one for one in place.villages
            if one.code not in split and any(one.code in codes for codes in whole)]


def _nominate(sample: _Sample) -> None:
    electorate = sample.electorate
    drafts = Nominations(
        stream(sample.seed, "nominations"), sample.committees,
        changed=frozenset(change.person for change in sample.changes),
        everybody=[one for one in electorate.people if electorate.is_voter(one)],
        no_voters=[one for one in electorate.people
                   if one.case == "剥夺政治权利" and "·" not in one.name],
    )
    sample.contests = petitions.nominate(sample.drawn, sample.rolls, drafts)


def _poll(sample: _Sample, tell: Progress) -> None:
    plots = assign(sample.contests, sample.voters, stream(sample.seed, "plots"))
    typing = stream(sample.seed, "typing")
    for done, contest in enumerate(sample.contests, start=1):
        plot, mishap = plots.get(contest.key, ("", ""))
        election, number = contest.key
        chance = stream(sample.seed, f"polling/{election}/{number}")
        story = play(contest, sample.voters[contest.key], plot, mishap, chance)
        sample.stories[contest.key] = story
        persons = {one.name: one.number for one in reversed(contest.roll)}
        for vote in story.rounds:
            sample.entries.append(enter(Sheet(vote, fields_of(vote, persons)), typing))
        tell("polling", done, len(sample.contests))


def _fresh(out: Path) -> Folder:
    """An empty folder; only a folder of ours is replaced."""
    if out.exists() and any(out.iterdir()) and not (out / "manifest.json").exists():
        raise ValueError(f"{out} is not empty and holds no county election")
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    return Folder(out)


def _write(sample: _Sample, folder: Folder, tell: Progress) -> None:
    tables = [*_authority(sample), *_roll_tables(sample), *_paper_tables(sample),
              *_count_tables(sample)]
    for done, (name, rows) in enumerate(tables, start=1):
        folder.write(name, rows)
        tell("files", done, len(tables))
    place = sample.county
    folder.write_manifest({
        "schema": 1, "synthetic": True, "seed": sample.seed, "province": place.code[:2],
        "county": {"code": place.code, "name": place.name}, "election_day": str(sample.day),
    })


Tables = Iterator[tuple[str, Iterator[tuple[object, ...]]]]


def _authority(sample: _Sample) -> Tables:
    place, day = sample.county, sample.day
    yield "divisions", _division_rows(place)
    yield "quota", (quota.row(place, number, day)
                    for number, quota in enumerate(sample.quotas.values(), start=1))
    yield "committee", bodies.committee_rows(place, sample.committees, day)
    yield "schedule", bodies.schedule(list(sample.quotas), day)
    yield "constituencies", (one.row() for found in sample.drawn.values() for one in found)


def _division_rows(place: County) -> Iterator[tuple[object, ...]]:
    yield "county", place.code, place.name, place.code[:4] + "0" * 8
    for township in place.townships:
        yield "township", township.code, township.name, place.code
    for village in place.villages:
        yield "village", village.code, village.name, village.township


def _roll_tables(sample: _Sample) -> Tables:
    found, day = sample.electorate, sample.day
    names = {village.code: village.name for village in sample.county.villages}
    yield "population", _population_rows(sample.register)
    yield "last-roll", last_roll_rows(found, names, day, stream(sample.seed, "last-roll"))
    lines = sample.register.numbered()
    yield "row-rulings", (
        (lines[line], act, column, value, "户口簿和身份证核对", day - timedelta(days=50))
        for line, act, column, value in sample.register.corrections)
    yield "duplicate-rulings", _pair_rows(sample)
    yield "status", status_rows(found, sample.county, day)
    yield "arrivals", arrival_rows(found, day)
    yield "roll-changes", change_rows(sample.changes, day)


def _population_rows(register: Register) -> Iterator[tuple[object, ...]]:
    columns = ("户号", "与户主关系", "姓名", "出生日期", "公民身份号码", "户籍地代码", "村民小组", "户籍地址")
    for block in register.blocks.values():
        for line in block:
            one = line.person
            nation = one.ethnicity + ("族" if one.household % 20 == 0 else "")
            if line.cells is None:
                yield (one.household, one.relation, one.name, one.sex, one.birth, one.number,
                       nation, one.village, one.group, one.address, one.residence, one.unit,
                       one.party, one.education, one.state)
                continue
            truth = (one.household, one.relation, one.name, one.birth, one.number, one.village,
                     one.group, one.address)
            cells = dict(zip(columns, truth, strict=True)) | line.cells
            yield (cells["户号"], cells["与户主关系"], cells["姓名"], one.sex, cells["出生日期"],
                   cells["公民身份号码"], nation, cells["户籍地代码"], cells["村民小组"],
                   cells["户籍地址"], one.residence, one.unit, one.party, one.education, one.state)


def _pair_rows(sample: _Sample) -> Iterator[tuple[object, ...]]:
    """Rulings on pairs: the earlier line is 甲; the line to keep is the first of the pair."""
    lines = sample.register.numbered()
    by = sample.committees[sample.county.code].members[0][1]
    for kept, other, verdict, ground in sample.register.pairs:
        first, second = sorted((lines[kept], lines[other]))
        if verdict == "同一人保留":
            verdict += "甲" if first == lines[kept] else "乙"
        yield first, second, verdict, ground, by, sample.day - timedelta(days=48)


def _paper_tables(sample: _Sample) -> Tables:
    contests, day = sample.contests, sample.day
    yield "joint-nominations", petitions.joint_rows(contests, day)
    yield "signatures", petitions.signature_rows(contests)
    yield "organization-nominations", petitions.organisation_rows(contests, day)
    yield "nomination-rulings", petitions.ruling_rows(contests, day)
    yield "withdrawals", petitions.withdrawal_rows(contests, day)
    yield "consultation", petitions.consultation_rows(contests)
    yield "formal-lists", petitions.formal_rows(contests, day)


def _count_tables(sample: _Sample) -> Tables:
    rounds = [vote for story in sample.stories.values() for vote in story.rounds]
    yield "boxes", ((*vote.key, box.number, box.kind, box.name, box.crew, box.received, *box.seals)
                    for vote in rounds for box in vote.boxes)
    yield "participants", ((*vote.key, box.number, box.own, box.proxy)
                           for vote in rounds for box in vote.boxes)
    yield "sheets-1", sheets.entry_rows(sample.entries, 0)
    yield "sheets-2", sheets.entry_rows(sample.entries, 1)
    yield "sheet-corrections", sheets.correction_rows(sample.entries)
    yield "explanations", (
        (*entry.sheet.vote.key, *warning, sample.committees[entry.sheet.vote.key[0]].members[1][1])
        for entry in sample.entries for warning in explain(entry.sheet))
    yield "count-rulings", _ruling_rows(sample)


def _ruling_rows(sample: _Sample) -> Iterator[tuple[object, ...]]:
    serial: Counter[str] = Counter()
    for (election, number), story in sample.stories.items():
        committee = sample.committees[election]
        for one in story.rulings:
            serial[election] += 1
            paper = f"{committee.short}〔{sample.day.year}〕{40 + serial[election]}号"
            yield (election, number, one.sequence, one.matter, one.subject, one.decision,
                   committee.name, paper, sample.day + timedelta(days=one.sequence), one.reason)


def _truth(sample: _Sample) -> dict[str, object]:
    """What a program should find; for tests only."""
    lines = sample.register.numbered()
    voters: dict[str, dict[str, int]] = {}
    contests: dict[str, dict[str, object]] = {}
    for (election, number), count in sample.voters.items():
        voters.setdefault(election, {})[str(number)] = count
    for (election, number), story in sample.stories.items():
        contests.setdefault(election, {})[str(number)] = {
            "plot": story.plot, "outcomes": story.outcomes, "vacancies": story.vacancies,
            "winners": [{"name": name, "round": sequence, "kind": kind}
                        for name, sequence, kind in story.winners],
        }
    dirt = [{"line": lines[line], "kind": kind, "expected": expected}
            for line, kind, expected in sample.register.labels]
    published_voters = {f"{election}/{number}": len(roll)
                        for (election, number), roll in sample.rolls.items()}
    return {"voters": voters, "published": published_voters, "contests": contests, "dirt": dirt}


def _summary(sample: _Sample, folder: Folder) -> Summary:
    stories = sample.stories.values()
    return Summary(
        out=folder.path,
        rows={name: int(facts["rows"]) for name, facts in folder.files.items()},
        dirt=dict(Counter(kind for _, kind, _ in sample.register.labels)),
        outcomes=dict(Counter(one for story in stories for one in story.outcomes)),
        people=len(sample.electorate.people),
        voters=sum(count for (election, _), count in sample.voters.items()
                   if election == sample.county.code),
        contests=len(sample.contests),
        seats=sum(contest.seats for contest in sample.contests),
        elected=sum(len(story.winners) for story in stories),
    )
