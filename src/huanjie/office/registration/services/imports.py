"""A population file on its way in: staged in batches, refused rows ruled, or thrown away."""

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction

from huanjie.law.article import ELECTION_LAW, PRACTICE
from huanjie.law.finding import Finding
from huanjie.office.documents import queries as documents
from huanjie.office.documents.models import Document
from huanjie.office.documents.services import receive
from huanjie.office.jobs.services.rows import count_anew, insert_rows
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import NotAllowed, Refused, command, refuse_if
from huanjie.office.ledger.services import record
from huanjie.office.people.models import Unit
from huanjie.office.people.roles import Role
from huanjie.office.people.secrets import index_of, seal, unseal
from huanjie.office.registration import queries
from huanjie.office.registration.events import PopulationDiscarded, PopulationStaged, RowRuled
from huanjie.office.registration.models import PopulationImport, RowIssue, StagedRow
from huanjie.office.registration.refusals import IMPORT_STATES, in_both, refusal
from huanjie.office.registration.services.holding import check_held
from huanjie.office.registration.services.switch import admit
from huanjie.roll.clean import PersonRow, person_row
from huanjie.roll.errors import RowError, SourceRefused
from huanjie.roll.population import (
    PopulationFile,
    Progress,
    RefusedRow,
    Register,
    read_population,
)
from huanjie.roll.sources import Source, columns, profile

FIELDS = (
    "source", "line", "name", "sex", "birth", "ethnicity", "sealed_id", "id_index", "id_tail",
    "household", "village", "group", "residence", "work_unit", "political", "education", "status",
    "is_held",
)  # fmt: skip
ISSUE_FIELDS = (
    "source", "line", "column", "code", "is_refusal", "sealed_row", "message_zh", "message_en",
    "next_zh", "next_en", "ruling", "basis", "ruled_on",
)  # fmt: skip
LONGEST = {"name": 60, "household": 30, "work_unit": 60}
TOO_LONG = "G101"


def receive_population(
    *,
    unit: Unit,
    file: Path | Document,
    actor: Actor,
    counted_on: date | None = None,
    progress: Progress | None = None,
) -> PopulationImport:
    """Read a county's population file into staging, in transactions of one batch each.

    Raises `SourceRefused` with file, line, column and next step when the file is unusable; then
    nothing of it is kept. Raises `Refused` while another import is under way.
    """
    _check_office(unit, actor)
    refuse_if(queries.why_not_held(unit.code, [unit.code]))
    _refuse_second(unit)
    with named(file) as path:
        places = queries.village_codes(unit.code)
        register = read_population(path, known_places=places, progress=progress)
        source = _open(unit, register, counted_on)
        try:
            refused = _stage_rows(source, register)
            _keep_issues(source, register, refused)
            return _finish(source=source, register=register, file=file, actor=actor)
        except BaseException:
            _throw_away(source)
            raise


@contextmanager
def named(file: Path | Document) -> Iterator[Path]:
    """The file under the name it came with, which tells its kind; documents lie by digest."""
    if isinstance(file, Path):
        yield file
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / Path(file.name).name
        shutil.copyfile(documents.path(file), path)
        yield path


def _check_office(unit: Unit, actor: Actor) -> None:
    """The role and scope of a reading that spans many transactions and so is no command."""
    if Role.OFFICE not in actor.roles or actor.unit != unit.code:
        raise NotAllowed(f"{actor.name} ({actor.unit}): registration.receive_population")


def _refuse_second(unit: Unit) -> None:
    other = queries.under_way(unit.code)
    if other is not None:
        state = in_both(IMPORT_STATES, "state", other.state)
        found = refusal(
            "import-under-way", PRACTICE["K08"], unit=unit.name, source=other.pk, **state
        )
        raise Refused([found])


def _open(unit: Unit, register: PopulationFile, counted_on: date | None) -> PopulationImport:
    try:
        with transaction.atomic():
            return PopulationImport.objects.create(
                unit=unit,
                encoding=register.source.encoding,
                digest=register.digest,
                lines=register.lines,
                headings=list(register.source.headings),
                counted_on=counted_on,
            )
    except IntegrityError:
        _refuse_second(unit)
        raise


def _stage_rows(source: PopulationImport, register: PopulationFile) -> list[RefusedRow]:
    """Every batch in a transaction of its own; rows the tables cannot hold come back refused."""
    refused: list[RefusedRow] = []
    for batch in register.batches():
        fitting = []
        for row in batch:
            errors = _too_long(register.source.name, row)
            if errors:
                refused.append(RefusedRow(row.line, _cells_of(row), errors))
            else:
                fitting.append(_staged(source.pk, row))
        with transaction.atomic():
            insert_rows(StagedRow, FIELDS, fitting)
    count_anew(StagedRow)
    return refused


def _too_long(file: str, row: PersonRow) -> tuple[RowError, ...]:
    headings = {"name": "姓名", "household": "户号", "work_unit": "工作单位"}
    return tuple(
        RowError(
            file=file,
            line=row.line,
            column=headings[field],
            code=TOO_LONG,
            message_zh=f"“{headings[field]}”超过 {limit} 个字符。",
            message_en=f"“{headings[field]}” is longer than {limit} characters.",
            next_zh="请写简称，或检查这一行是否错位。",
            next_en="Shorten it, or check whether the columns of this row are shifted.",
        )
        for field, limit in LONGEST.items()
        if len(getattr(row, field)) > limit
    )


def _cells_of(row: PersonRow) -> dict[str, str]:
    """A clean row as the cells it could have come from, to be corrected like a refused one."""
    status = {word: word for word in queries.STATUS_OF_WORD}
    return {
        **{name: str(value or "") for name, value in row._asdict().items() if name != "line"},
        "sex": {"1": "男", "2": "女"}[row.sex],
        "birth_date": row.birth_date.isoformat(),
        "group": "" if row.group is None else str(row.group),
        "status": status[row.status],
    }


def _staged(source: int, row: PersonRow) -> tuple[Any, ...]:
    number = row.id_number
    return (
        source, row.line, row.name, row.sex, row.birth_date.isoformat(), row.ethnicity,
        seal(number) if number else None, index_of(number) if number else None, number[-4:],
        row.household, row.place, row.group, row.residence, row.work_unit, row.political,
        row.education, queries.STATUS_OF_WORD[row.status], False,
    )  # fmt: skip


def _keep_issues(
    source: PopulationImport, register: PopulationFile, refused: list[RefusedRow]
) -> None:
    rows = [*register.refused, *refused]
    with transaction.atomic():
        insert_rows(RowIssue, ISSUE_FIELDS, (i for row in rows for i in _issues(source.pk, row)))
        warnings = (_issue(source.pk, error, sealed=None) for error in register.warnings)
        insert_rows(RowIssue, ISSUE_FIELDS, warnings)


def _issues(source: int, row: RefusedRow) -> list[tuple[Any, ...]]:
    """One for every fault; the first carries the row, sealed since it holds an ID number."""
    sealed = seal(json.dumps(dict(row.cells), ensure_ascii=False))
    return [
        _issue(source, error, sealed=None if number else sealed)
        for number, error in enumerate(row.errors)
    ]


def _issue(source: int, error: RowError, *, sealed: bytes | None) -> tuple[Any, ...]:
    is_refusal = error.code == TOO_LONG or error.stops != "nothing"
    return (
        source, error.line, error.column[:40], error.code, is_refusal, sealed,
        error.message_zh[:300], error.message_en[:300], error.next_zh[:300], error.next_en[:300],
        "", "", None,
    )  # fmt: skip


@command(by=Role.OFFICE)
def _finish(
    *, source: PopulationImport, register: PopulationFile, file: Path | Document, actor: Actor
) -> PopulationImport:
    """The file is read to its end: keep it and say so."""
    source.document = file if isinstance(file, Document) else _keep(source, file, actor)
    source.rows = source.staged.count()
    source.refused = queries.unruled_rows(source).count()
    source.repairs = dict(register.repair_counts)
    source.repaired = sum(register.repair_counts.values())
    source.state = "staged"
    source.save()
    event = PopulationStaged(
        source.pk, register.source.name, source.digest, source.rows, source.refused, source.repaired
    )
    record(event, actor=actor, unit=source.unit_id, articles=[ELECTION_LAW[27, 1]])
    return source


def _keep(source: PopulationImport, path: Path, actor: Actor) -> Document:
    return receive(unit=source.unit, kind="population", name=path.name, content=path, actor=actor)


def _throw_away(source: PopulationImport) -> None:
    """Nothing of an import stays: its rows, its faults and itself."""
    with transaction.atomic():
        source.staged.all().delete()
        source.issues.all().delete()
        PopulationImport.objects.filter(pk=source.pk).delete()


@command(by=Role.OFFICE)
def discard_import(*, source: PopulationImport, reason: str, actor: Actor) -> None:
    """Give up an import that was not switched; its rows go, the ledger keeps that it was.

    Raises `Refused` once it is switched in.
    """
    _refuse_unless(source, "staging", "staged")
    event = PopulationDiscarded(source.pk, source.digest, source.staged.count(), reason)
    record(event, actor=actor, unit=source.unit_id)
    _throw_away(source)


def discard_broken_imports(*, unit: Unit, actor: Actor) -> int:
    """Throw away what a reading left that broke off half-way; call it when no reading can run.

    Returns how many.
    """
    broken = list(queries.imports_of(unit.code).filter(state="staging"))
    for source in broken:
        discard_import(source=source, reason="读入中断", actor=actor)
    return len(broken)


def _refuse_unless(source: PopulationImport, *states: str) -> None:
    if source.state not in states:
        state = in_both(IMPORT_STATES, "state", source.state)
        raise Refused([refusal("import-not-staged", PRACTICE["K08"], source=source.pk, **state)])


@command(by=Role.OFFICE)
def rule_row(
    *,
    source: PopulationImport,
    line: int,
    treatment: str,
    changes: Mapping[str, str],
    basis: str,
    ruled_on: date,
    actor: Actor,
) -> None:
    """Rule on a refused row: `exclude` it, or `correct` it (heading → value) and clean it again.

    A corrected row is staged, or enters the register when the file was switched in already.
    Raises `Refused` when the row is still wrong, naming each fault; it then stays refused.
    """
    _refuse_unless(source, "staged", "switched")
    check_held(source.unit_id, [source.unit_id])
    first = queries.unruled_rows(source).filter(line=line).first()
    found = [] if first else [refusal("row-not-waiting", PRACTICE["K08"], line=line)]
    if not basis.strip():
        found.append(refusal("ruling-without-basis", PRACTICE["K08"]))
    refuse_if(found)
    if first and treatment == "correct":
        _stage_corrected(source, first, changes)
    issues = source.issues.filter(line=line, is_refusal=True)
    issues.update(ruling=treatment, basis=basis, ruled_on=ruled_on)
    event = RowRuled(source.pk, line, treatment, tuple(sorted(changes)), basis, ruled_on)
    record(event, actor=actor, unit=source.unit_id, articles=[ELECTION_LAW[27, 1]])


def _stage_corrected(source: PopulationImport, issue: RowIssue, changes: Mapping[str, str]) -> None:
    cells = json.loads(unseal(bytes(issue.sealed_row or b"")))
    try:
        answer = _register_of(source).mend(RefusedRow(issue.line, cells, ()), changes)
    except SourceRefused as refusal:
        answer = refusal.errors
    if isinstance(answer, PersonRow):
        answer = _too_long(str(source.document), answer) or answer
    if not isinstance(answer, PersonRow):
        raise Refused(_still_wrong(error) for error in answer)
    insert_rows(StagedRow, FIELDS, [_staged(source.pk, answer)])
    if source.state == "switched":
        admit(source, source.staged.get(line=issue.line))


def _register_of(source: PopulationImport) -> PopulationFile:
    """The reader of the file as it was, without reading the file again."""
    name = source.document.name if source.document else ""
    headings = tuple(source.headings)
    opened = Source(Path(name), source.encoding, source.digest, source.lines, headings)
    places = queries.village_codes(source.unit_id)
    return Register(opened, columns(opened, profile("population")), person_row, places, {}, None)


def _still_wrong(error: RowError) -> Finding:
    return refusal(
        "row-still-wrong",
        PRACTICE["K08"],
        line=error.line,
        column=error.column,
        code=error.code,
        message_zh=error.message_zh,
        message_en=error.message_en,
        next_zh=error.next_zh,
        next_en=error.next_en,
    )
