"""Playing the folder step by step. Every step finds out what stands already and goes on from it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from huanjie.law.article import PRACTICE
from huanjie.law.finding import Finding, Severity
from huanjie.office.committee.queries import elections_within
from huanjie.office.documents import queries as documents
from huanjie.office.documents import services as document_services
from huanjie.office.ledger.commands import Refused
from huanjie.office.people import queries as people_queries
from huanjie.office.people import services as people
from huanjie.office.people.roles import Role
from huanjie.rehearsal import steps
from huanjie.rehearsal.cast import Cast
from huanjie.rehearsal.folder import MANIFEST, Folder, open_folder
from huanjie.rehearsal.places import located
from huanjie.rehearsal.stage import Progress, RefusedAt, Stage
from huanjie.roll.divisions import read_divisions, superiors_first

MANIFEST_KIND = "rehearsal-manifest"
ACCOUNT_DAYS = 200
"""Accounts end that many days after election day."""


@dataclass(frozen=True)
class Step:
    """One step of the path, the word for `--until`, its title, and the files it reads."""

    name: str
    title: str
    run: Callable[[Stage], None]
    files: str


STEPS: Sequence[Step] = (
    Step("committee", "选举委员会、选举日", steps.committee, "committee.csv、schedule.csv"),
    Step("seats", "名额、选区", steps.seats, "quota.csv、constituencies.csv"),
    Step("import", "人口信息导入", steps.population, "population.csv"),
    Step("roll", "选民名单", steps.roll, "status.csv、arrivals.csv"),
    Step("correction", "补正、申诉", steps.correction, "roll-changes.csv"),
    Step(
        "nomination",
        "提名推荐",
        steps.nomination,
        "joint-nominations.csv、organization-nominations.csv",
    ),
    Step("preliminary", "初步候选人名单", steps.preliminary, "schedule.csv"),
    Step("formal", "协商、正式候选人名单", steps.formal, "consultation.csv、formal-lists.csv"),
    Step("polling", "投票", steps.polling, "boxes.csv、participants.csv"),
    Step("counting", "计票、认定、公布", steps.counting, "sheets-1.csv、sheets-2.csv"),
    Step("declaration", "当选公告", steps.declaration, "schedule.csv"),
)
STEP_NAMES = tuple(step.name for step in STEPS)


def play(
    path: Path, *, progress: Progress, until: str = STEP_NAMES[-1], password: str | None = None
) -> Stage:
    """Play the folder up to and including the step `until`.

    Raises `SourceRefused` for faults of the files, `Refused` for what the law or the state of the
    record does not allow. Whatever was done before stands and is found again by the next run.
    """
    folder = open_folder(path)
    stage = open_stage(folder, progress=progress, password=password)
    for step in STEPS[: STEP_NAMES.index(until) + 1]:
        try:
            step.run(stage)
        except Refused as refused:
            raise located(refused, step.files) from refused
    return stage


def open_stage(folder: Folder, *, progress: Progress, password: str | None) -> Stage:
    """The installation founded, or found, with its accounts."""
    county = folder.manifest.county
    if not people_queries.is_founded():
        people.found_installation(rows=unit_rows(folder), unit=county, password=password)
    check_same_folder(folder)
    last_day = folder.manifest.election_day + timedelta(days=ACCOUNT_DAYS)
    cast = Cast(county, last_day, password)
    cast.gather(folder.elections, clerks_of(folder))
    if folder.manifest.digest not in documents.digests(county, MANIFEST_KIND):
        document_services.receive(
            unit=people_queries.unit(county),
            kind=MANIFEST_KIND,
            name=MANIFEST,
            content=folder.file(MANIFEST),
            actor=cast.actor(county, Role.OFFICE),
        )
    return Stage(folder, cast, progress)


def check_same_folder(folder: Folder) -> None:
    """Refuse to play a folder into a database in which another one was begun."""
    held = documents.digests(folder.manifest.county, MANIFEST_KIND)
    if folder.manifest.digest in held or not (
        held or elections_within(folder.manifest.county).exists()
    ):
        return
    facts = {"county": folder.manifest.county_name}
    finding = Finding("another-folder", PRACTICE["演练"], Severity.ERROR, facts)
    raise RefusedAt(Refused([finding]), MANIFEST)


def unit_rows(folder: Folder) -> list[people.UnitRow]:
    """The county and all within it, superiors first."""
    divisions = read_divisions(folder.file("divisions.csv"))
    return superiors_first(divisions, folder.manifest.county)


def clerks_of(folder: Folder) -> dict[str, list[str]]:
    """The clerks whose names stand on the sheets, per election."""
    found: dict[str, dict[str, None]] = {}
    for name in ("sheets-1.csv", "sheets-2.csv"):
        for row in folder.rows(name):
            found.setdefault(row["选举代码"], {})[row["录入员"]] = None
    return {code: list(names) for code, names in found.items()}
