"""The files of the folder, row by row, from everything made for the county."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta

from huanjie.samples import bodies, petitions, sheets
from huanjie.samples.chance import stream
from huanjie.samples.dirt import Register
from huanjie.samples.electorate import arrival_rows, change_rows, last_roll_rows, status_rows
from huanjie.samples.explanations import explain
from huanjie.samples.places import County
from huanjie.samples.sample import Sample
from huanjie.samples.tables import Folder

__all__ = ["Progress", "truth", "write_files"]

Progress = Callable[[str, int, int], None]


def write_files(sample: Sample, folder: Folder, tell: Progress) -> None:
    """Write every file of the folder, the manifest last."""
    tables = [
        *_authority(sample),
        *_roll_tables(sample),
        *_paper_tables(sample),
        *_count_tables(sample),
    ]
    for done, (name, rows) in enumerate(tables, start=1):
        folder.write(name, rows)
        tell("files", done, len(tables))
    place = sample.county
    folder.write_manifest(
        {
            "schema": 1,
            "synthetic": True,
            "seed": sample.seed,
            "province": place.code[:2],
            "county": {"code": place.code, "name": place.name},
            "election_day": str(sample.day),
        }
    )


Tables = Iterator[tuple[str, Iterator[tuple[object, ...]]]]


def _authority(sample: Sample) -> Tables:
    place, day = sample.county, sample.day
    yield "divisions", _division_rows(place)
    yield (
        "quota",
        (
            quota.row(place, number, day)
            for number, quota in enumerate(sample.quotas.values(), start=1)
        ),
    )
    yield "committee", bodies.committee_rows(place, sample.committees, day)
    yield "schedule", bodies.schedule(list(sample.quotas), day)
    yield "constituencies", (one.row() for found in sample.drawn.values() for one in found)


def _division_rows(place: County) -> Iterator[tuple[object, ...]]:
    yield "county", place.code, place.name, place.code[:4] + "0" * 8
    for township in place.townships:
        yield "township", township.code, township.name, place.code
    for village in place.villages:
        yield "village", village.code, village.name, village.township


def _roll_tables(sample: Sample) -> Tables:
    found, day = sample.electorate, sample.day
    names = {village.code: village.name for village in sample.county.villages}
    yield "population", _population_rows(sample.register)
    yield "last-roll", last_roll_rows(found, names, day, stream(sample.seed, "last-roll"))
    lines = sample.register.numbered()
    yield (
        "row-rulings",
        (
            (lines[line], act, column, value, "户口簿和身份证核对", day - timedelta(days=50))
            for line, act, column, value in sample.register.corrections
        ),
    )
    yield "duplicate-rulings", _pair_rows(sample)
    yield "status", status_rows(found, sample.county, day)
    yield "arrivals", arrival_rows(found, day)
    yield "roll-changes", change_rows(sample.changes, day)


def _population_rows(register: Register) -> Iterator[tuple[object, ...]]:
    columns = (
        "户号",
        "与户主关系",
        "姓名",
        "出生日期",
        "公民身份号码",
        "户籍地代码",
        "村民小组",
        "户籍地址",
    )
    for block in register.blocks.values():
        for line in block:
            one = line.person
            nation = one.ethnicity + ("族" if one.household % 20 == 0 else "")
            if line.cells is None:
                yield (
                    one.household,
                    one.relation,
                    one.name,
                    one.sex,
                    one.birth,
                    one.number,
                    nation,
                    one.village,
                    one.group,
                    one.address,
                    one.residence,
                    one.unit,
                    one.party,
                    one.education,
                    one.state,
                )
                continue
            truth = (
                one.household,
                one.relation,
                one.name,
                one.birth,
                one.number,
                one.village,
                one.group,
                one.address,
            )
            cells = dict(zip(columns, truth, strict=True)) | line.cells
            yield (
                cells["户号"],
                cells["与户主关系"],
                cells["姓名"],
                one.sex,
                cells["出生日期"],
                cells["公民身份号码"],
                nation,
                cells["户籍地代码"],
                cells["村民小组"],
                cells["户籍地址"],
                one.residence,
                one.unit,
                one.party,
                one.education,
                one.state,
            )


def _pair_rows(sample: Sample) -> Iterator[tuple[object, ...]]:
    """Rulings on pairs: the earlier line is 甲; the line to keep is the first of the pair."""
    lines = sample.register.numbered()
    by = sample.committees[sample.county.code].members[0][1]
    for kept, other, verdict, ground in sample.register.pairs:
        first, second = sorted((lines[kept], lines[other]))
        suffix = "甲" if first == lines[kept] else "乙"
        found = verdict + suffix if verdict == "同一人保留" else verdict
        yield first, second, found, ground, by, sample.day - timedelta(days=48)


def _paper_tables(sample: Sample) -> Tables:
    contests, day = sample.contests, sample.day
    yield "joint-nominations", petitions.joint_rows(contests, day)
    yield "signatures", petitions.signature_rows(contests)
    yield "organization-nominations", petitions.organisation_rows(contests, day)
    yield "nomination-rulings", petitions.ruling_rows(contests, day)
    yield "withdrawals", petitions.withdrawal_rows(contests, day)
    yield "consultation", petitions.consultation_rows(contests)
    yield "formal-lists", petitions.formal_rows(contests, day)


def _count_tables(sample: Sample) -> Tables:
    rounds = [vote for story in sample.stories.values() for vote in story.rounds]
    yield (
        "boxes",
        (
            (*vote.key, box.number, box.kind, box.name, box.crew, box.received, *box.seals)
            for vote in rounds
            for box in vote.boxes
        ),
    )
    yield (
        "participants",
        ((*vote.key, box.number, box.own, box.proxy) for vote in rounds for box in vote.boxes),
    )
    yield "sheets-1", sheets.entry_rows(sample.entries, 0)
    yield "sheets-2", sheets.entry_rows(sample.entries, 1)
    yield "sheet-corrections", sheets.correction_rows(sample.entries)
    yield (
        "explanations",
        (
            (
                *entry.sheet.vote.key,
                *warning,
                sample.committees[entry.sheet.vote.key[0]].members[1][1],
            )
            for entry in sample.entries
            for warning in explain(entry.sheet)
        ),
    )
    yield "count-rulings", _ruling_rows(sample)


def _ruling_rows(sample: Sample) -> Iterator[tuple[object, ...]]:
    serial: Counter[str] = Counter()
    for (election, number), story in sample.stories.items():
        committee = sample.committees[election]
        for one in story.rulings:
            serial[election] += 1
            paper = f"{committee.short}〔{sample.day.year}〕{40 + serial[election]}号"
            yield (
                election,
                number,
                one.sequence,
                one.matter,
                one.subject,
                one.decision,
                committee.name,
                paper,
                sample.day + timedelta(days=one.sequence),
                one.reason,
            )


def truth(sample: Sample) -> dict[str, object]:
    """What a program should find; for tests only."""
    lines = sample.register.numbered()
    voters: dict[str, dict[str, int]] = {}
    contests: dict[str, dict[str, object]] = {}
    for (election, number), count in sample.voters.items():
        voters.setdefault(election, {})[str(number)] = count
    for (election, number), story in sample.stories.items():
        contests.setdefault(election, {})[str(number)] = {
            "plot": story.plot,
            "outcomes": story.outcomes,
            "vacancies": story.vacancies,
            "winners": [
                {"name": name, "round": sequence, "kind": kind}
                for name, sequence, kind in story.winners
            ],
        }
    dirt = [
        {"line": lines[line], "kind": kind, "expected": expected}
        for line, kind, expected in sample.register.labels
    ]
    published_voters = {
        f"{election}/{number}": len(roll) for (election, number), roll in sample.rolls.items()
    }
    return {"voters": voters, "published": published_voters, "contests": contests, "dirt": dirt}
