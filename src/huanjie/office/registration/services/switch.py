"""The switch: staged rows become the register in one transaction of seconds."""

from collections.abc import Iterable, Sequence

from django.db.models import Q
from django.utils import timezone

from huanjie.law.article import ELECTION_LAW, PRACTICE
from huanjie.law.registration import ROLL
from huanjie.office.jobs.services.rows import count_anew, run
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import Refused, command
from huanjie.office.ledger.services import record
from huanjie.office.people.models import Person
from huanjie.office.people.roles import Role
from huanjie.office.registration import queries
from huanjie.office.registration.events import PopulationSwitched
from huanjie.office.registration.models import DuplicateCase, PopulationImport, Roll, StagedRow
from huanjie.office.registration.refusals import IMPORT_STATES, in_both, refusal
from huanjie.office.registration.services.holding import check_held
from huanjie.roll.match import MatchRecord, MatchRule, Pair, find_pairs

COPIED = (
    "name", "sex", "birth", "ethnicity", "sealed_id", "id_index", "id_tail", "household",
    "village", "group", "residence", "work_unit", "political", "education",
)  # fmt: skip
COMPARED = ("name", "sex", "village", "household", "work_unit", "status")
CHUNK = 900
_NAMES = ", ".join(f'"{name}"' for name in COPIED)
_THEIRS = ", ".join(f's."{name}"' for name in COPIED)
_STAGED = "FROM registration_stagedrow AS s WHERE s.source_id = %s AND NOT s.is_held"
_INSERT = (
    f"INSERT INTO people_person ({_NAMES}, status, source, line, county) "
    f"SELECT {_THEIRS}, s.status, 'population', s.line, %s {_STAGED}"
)
_SAME_PERSONALIA = (
    "p.county = %s AND p.id_index IS NULL AND p.name = s.name AND p.birth = s.birth "
    "AND p.sex = s.sex AND p.village = s.village"
)
_SAME_ID = "p.county = %s AND p.id_index = s.id_index"


class StagingChanged(Exception):
    """Rows were staged or ruled between the comparison and the switch."""


def switch_import(*, source: PopulationImport, actor: Actor) -> PopulationImport:
    """Make the staged rows the register of their county, and list the possible duplicates.

    The comparison goes first and without a lock; the switch itself is one transaction. A later
    file updates by ID number; whom it no longer names stays, marked as missing, and is work.
    Raises `Refused` when the import is not staged, or a roll of the county is published.
    """
    while True:
        mark = queries.staging_mark(source)
        pairs = find_pairs(queries.match_records(source))
        try:
            return _switch(source=source, pairs=pairs, mark=mark, actor=actor)
        except StagingChanged:
            continue


@command(by=Role.OFFICE)
def _switch(
    *,
    source: PopulationImport,
    pairs: Sequence[Pair],
    mark: queries.StagingMark,
    actor: Actor,
) -> PopulationImport:
    _check_may_switch(source)
    if queries.staging_mark(source) != mark:
        raise StagingChanged
    cases = _hold_doubles(source, pairs)
    comparison = _take_over(source)
    count_anew(Person)
    _list_cases(source, cases)
    source.staged.filter(is_held=False).delete()
    source.state, source.switched_at = "switched", timezone.now()
    source.comparison = comparison
    source.save(update_fields=["state", "switched_at", "comparison"])
    event = PopulationSwitched(
        source=source.pk,
        digest=source.digest,
        held=source.staged.count(),
        cases=len(cases),
        **comparison,
    )
    record(event, actor=actor, unit=source.unit_id, articles=[ELECTION_LAW[27, 1]])
    return source


def _check_may_switch(source: PopulationImport) -> None:
    check_held(source.unit_id, [source.unit_id])
    found = []
    if source.state != "staged":
        state = in_both(IMPORT_STATES, "state", source.state)
        found.append(refusal("import-not-staged", PRACTICE["K08"], source=source.pk, **state))
    rolls = Roll.objects.filter(constituency__election__county_id=source.unit_id)
    published = rolls.exclude(state=ROLL.initial).count()
    if published:
        found.append(refusal("register-frozen", ELECTION_LAW[27, 1], rolls=published))
    cases = queries.duplicates_open(source.unit_id).count()
    if cases:
        found.append(refusal("duplicates-unruled", PRACTICE["K08"], cases=cases))
    if found:
        raise Refused(found)


def _hold_doubles(source: PopulationImport, pairs: Iterable[Pair]) -> list[Pair]:
    """Rows with the ID number of an earlier row stay staged, each paired with that earlier row."""
    first: dict[int, int] = {}
    cases, other = [], []
    for pair in pairs:
        if pair.rule is MatchRule.SAME_ID:
            root = first[pair.second_line] = first.get(pair.first_line, pair.first_line)
            cases.append(_paired_with(pair, root))
        else:
            other.append(pair)
    lines = list(first)
    for start in range(0, len(lines), CHUNK):
        source.staged.filter(line__in=lines[start : start + CHUNK]).update(is_held=True)
    return cases + [p for p in other if p.first_line not in first and p.second_line not in first]


def _paired_with(pair: Pair, line: int) -> Pair:
    return Pair(pair.rule, line, pair.second_line, pair.reason_zh, pair.reason_en, pair.differing)


def _take_over(source: PopulationImport) -> dict[str, int]:
    """Staged rows → persons: the whole file at once, or compared with the register that stands."""
    county = source.unit_id
    if queries.first_persons(county):
        return {"new": run(_INSERT, [county, source.pk]), "changed": 0, "gone": 0}
    changed = _count_changed(source)
    gone = _mark_missing(source)
    _update_known(source)
    new = 0
    for same, with_id in ((_SAME_ID, "NOT"), (_SAME_PERSONALIA, "")):
        statement = (
            f"{_INSERT} AND s.id_index IS {with_id} NULL AND NOT EXISTS "  # noqa: S608
            f"(SELECT 1 FROM people_person AS p WHERE {same})"
        )
        new += run(statement, [county, source.pk, county])
    return {"new": new, "changed": changed, "gone": gone}


def _count_changed(source: PopulationImport) -> int:
    differs = " OR ".join(f'p."{name}" <> s."{name}"' for name in COMPARED)
    statement = (
        "SELECT count(*) FROM people_person AS p JOIN registration_stagedrow AS s "  # noqa: S608
        f"ON s.id_index = p.id_index WHERE p.county = %s AND s.source_id = %s AND ({differs})"
    )
    return queries.one_number(statement, [source.unit_id, source.pk])


def _mark_missing(source: PopulationImport) -> int:
    """Persons of an earlier file whom this one does not name: work for somebody, never deleted."""
    missing = (
        "UPDATE people_person SET status = 'missing' WHERE county = %s AND source = 'population' "
        "AND status IN ('normal', 'serving') AND "
    )
    by_id = (
        "id_index IS NOT NULL AND id_index NOT IN (SELECT s.id_index "
        "FROM registration_stagedrow AS s WHERE s.source_id = %s AND s.id_index IS NOT NULL)"
    )
    by_name = (
        "id_index IS NULL AND (name, birth) NOT IN (SELECT s.name, s.birth "
        "FROM registration_stagedrow AS s WHERE s.source_id = %s AND s.id_index IS NULL)"
    )
    values = [source.unit_id, source.pk]
    return run(missing + by_id, values) + run(missing + by_name, values)


def _update_known(source: PopulationImport) -> None:
    values = ", ".join(f'"{name}" = s."{name}"' for name in COPIED)
    for same in (_SAME_ID, f"s.id_index IS NULL AND {_SAME_PERSONALIA}"):
        on = same.replace("p.", "people_person.")
        statement = (
            f"UPDATE people_person SET {values}, line = s.line, source = 'population', "  # noqa: S608
            "status = CASE WHEN people_person.status = 'duplicate' THEN 'duplicate' "
            "ELSE s.status END FROM registration_stagedrow AS s "
            f"WHERE s.source_id = %s AND NOT s.is_held AND {on}"
        )
        run(statement, [source.pk, source.unit_id])


def _list_cases(source: PopulationImport, pairs: Sequence[Pair]) -> None:
    lines = {line for pair in pairs for line in (pair.first_line, pair.second_line)}
    persons = queries.persons_by_line(source.unit_id, lines)
    set_aside = {line for line, person in persons.items() if person.status == "duplicate"}
    DuplicateCase.objects.bulk_create(
        [
            DuplicateCase(
                source=source,
                left_line=pair.first_line,
                right_line=pair.second_line,
                left=persons.get(pair.first_line),
                right=None if pair.rule is MatchRule.SAME_ID else persons.get(pair.second_line),
                rule=pair.rule.value,
                reason_zh=pair.reason_zh,
                reason_en=pair.reason_en,
                differences=list(pair.differing),
            )
            for pair in pairs
            if not {pair.first_line, pair.second_line} & set_aside
        ],
        batch_size=500,
    )


def admit(source: PopulationImport, row: StagedRow) -> None:
    """Take one corrected row into a register already switched, or hold it as a possible double."""
    same = Person.objects.filter(county=source.unit_id, id_index=row.id_index).first()
    if row.id_index and same is not None and same.status == "missing":
        overwrite_person(same, row)
        return
    if row.id_index and same is not None:
        StagedRow.objects.filter(pk=row.pk).update(is_held=True)
        _open_case(source, MatchRule.SAME_ID, same, row, None)
        return
    person = enter_person(source, row)
    namesakes = Person.objects.filter(
        county=source.unit_id, name=row.name, birth=row.birth, sex=row.sex, village=row.village
    ).exclude(pk=person.pk)
    if row.id_index:
        namesakes = namesakes.filter(id_index__isnull=True)
    for other in namesakes.filter(~Q(status="duplicate")):
        _open_case(source, MatchRule.SAME_PERSONALIA, other, row, person)


def enter_person(
    source: PopulationImport, row: StagedRow, *, without_index: bool = False
) -> Person:
    """A staged row as a person of the register; the row is gone from staging.

    `without_index`: the number belongs to somebody else, and only the sealed copy is kept.
    """
    values = {name: getattr(row, name) for name in COPIED}
    if without_index:
        values["id_index"] = None
    person = Person.objects.create(
        **values, status=row.status, source="population", line=row.line, county=source.unit_id
    )
    StagedRow.objects.filter(pk=row.pk).delete()
    return person


def overwrite_person(person: Person, row: StagedRow) -> None:
    """Put a staged row in the place of what the register held; the row is gone from staging."""
    for name in COPIED:
        setattr(person, name, getattr(row, name))
    person.status, person.source, person.line = row.status, "population", row.line
    StagedRow.objects.filter(pk=row.pk).delete()
    person.save()


def exchange(person: Person, row: StagedRow) -> None:
    """Put a held row in the place of what the register held, and that in the place of the row."""
    for name in (*COPIED, "status", "line"):
        kept, held = getattr(person, name), getattr(row, name)
        setattr(person, name, held)
        setattr(row, name, kept)
    row.save()
    person.save()


def _open_case(
    source: PopulationImport,
    rule: MatchRule,
    left: Person,
    row: StagedRow,
    right: Person | None,
) -> None:
    here = MatchRecord(
        row.line, row.name, row.sex, str(row.birth), row.id_index or "", row.village,
        str(row.group or ""), row.household, "", row.work_unit,
    )  # fmt: skip
    there = MatchRecord(
        0, left.name, left.sex, str(left.birth), left.id_index or "", left.village,
        str(left.group or ""), left.household, "", left.work_unit,
    )  # fmt: skip
    pairs = find_pairs([there._replace(line=1), here._replace(line=2)])
    reason = pairs[0] if pairs else Pair(rule, 1, 2, "", "", ())
    DuplicateCase.objects.create(
        source=source,
        left_line=left.line or 0,
        right_line=row.line,
        left=left,
        right=right,
        rule=rule.value,
        reason_zh=reason.reason_zh,
        reason_en=reason.reason_en,
        differences=list(reason.differing),
    )
