"""Turn a row of a file into a person's record: repair what is safe, refuse what is not."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from huanjie.roll import codes, id_number
from huanjie.roll.errors import RowError, Stops, row_error
from huanjie.roll.repairs import Repair, Step, doubtful_characters, name_steps, plain_code, trimmed
from huanjie.roll.workbook import NUMBER_MARK

FORMULA_SIGNS = frozenset("=+-@")
STATUSES = ("正常", "死亡", "迁出", "服现役")
SEXES = frozenset({"1", "2"})
CODE_LENGTH = 12
DATE = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?")
EARLIEST_YEAR = 1880


class PersonRow(NamedTuple):
    """A cleaned row of the population register.

    Codes are those of `codes`; empty texts where the file gives nothing. `place` and `residence`
    are 12-digit codes, `id_number` a checked 18-digit number or empty.
    """

    line: int
    household: str
    relation: str
    name: str
    sex: str
    birth_date: date
    id_number: str
    ethnicity: str
    place: str
    group: int | None
    address: str
    residence: str
    work_unit: str
    political: str
    education: str
    status: str


class LastRollRow(NamedTuple):
    """A cleaned row of the voter roll of the last election; `constituency` is its name then."""

    line: int
    constituency: str
    name: str
    sex: str
    birth_date: date
    id_number: str
    place: str
    group: int | None


@dataclass(slots=True)
class Cleaner:
    """Cleans the cells of one row after another and keeps what it noticed.

    `headings` names each field as the file does, for the messages.
    """

    file: str
    headings: Mapping[str, str]
    known_places: Collection[str] | None
    line: int = 0
    cells: Mapping[str, str] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)

    def begin(self, line: int, cells: Mapping[str, str]) -> None:
        """Take up a row; what was noticed on the last one is dropped."""
        self.line, self.cells = line, cells
        if self.errors:
            self.errors = []
        if self.repairs:
            self.repairs = []
        for name, cell in cells.items():
            if cell and cell[0] in FORMULA_SIGNS and len(cell) > 1:
                self.refuse("R105", name, sign=cell[0])

    @property
    def is_refused(self) -> bool:
        """True when something found on this row keeps it out."""
        return any(error.stops is not Stops.NOTHING for error in self.errors)

    def refuse(self, code: str, name: str, **facts: object) -> None:
        """Note an error; its text decides whether it stops the row."""
        heading = self.headings.get(name, name)
        self.errors.append(row_error(code, self.file, self.line, heading, **facts))

    def _apply(self, name: str, before: str, steps: Sequence[Step]) -> str:
        for after, kind in steps:
            self.repairs.append(Repair(self.line, name, before, after, kind))
            before = after
        return before

    def text(self, name: str) -> str:
        """A free text without invisible characters and blanks at its ends."""
        cell = self.cells.get(name, "")
        if not cell or cell.isalnum():
            return cell
        after = trimmed(cell)
        return self._apply(name, cell, [(after, "blanks")]) if after != cell else cell

    def code_text(self, name: str) -> str:
        """A code without blanks, in half-width characters."""
        cell = self.cells.get(name, "")
        if cell.isascii() and cell.isdigit():
            return cell
        after = plain_code(cell)
        if after == cell:
            return cell
        wide = any("\uff00" < character < "\uff60" for character in cell)
        return self._apply(name, cell, [(after, "width" if wide else "blanks")])

    def person_name(self) -> str:
        """The name, repaired; R206 when empty, R212 when it may not print."""
        cell = self.cells.get("name", "")
        steps = name_steps(cell)
        name = self._apply("name", cell, steps) if steps else cell
        if not name:
            self.refuse("R206", "name")
        elif doubtful := doubtful_characters(name):
            points = " ".join(f"U+{ord(character):04X}" for character in doubtful)
            self.refuse("R212", "name", found=name, codepoints=points)
        return name

    def word(self, name: str, table: str, otherwise: str) -> str:
        """The code of a word; an unknown one is noted as error `otherwise` and leaves it empty."""
        cell = self.cells.get(name, "")
        found = codes.by_word(table).get(cell)
        if found is None:
            text = self.text(name)
            found = codes.by_word(table).get(text)
            if found is None:
                self.refuse(otherwise, name, found=text)
                return ""
        return found

    def sex(self) -> str:
        """`1` or `2`; anything else is R207."""
        found = self.word("sex", codes.SEX, "R207")
        if found and found not in SEXES:
            self.refuse("R207", "sex", found=self.cells["sex"])
        return found

    def birth_date(self) -> date | None:
        """The birth date; R204 when there is no such day."""
        cell = self.cells.get("birth_date", "")
        found = day(cell) or day(self.code_text("birth_date"))
        if found is None:
            self.refuse("R204", "birth_date", found=cell.strip())
        return found

    def id_number(self, born: date | None, sex: str) -> str:
        """The checked number in 18 digits, or empty when none is given or it is refused."""
        cell = self.cells.get("id_number", "")
        if not cell:
            return ""
        if cell[0] == NUMBER_MARK:
            self.refuse("R209", "id_number")
            return ""
        steps = id_number.steps(cell)
        number = self._apply("id_number", cell, steps) if steps else cell
        if number and self._id_is_good(number, born, sex):
            return number
        return ""

    def _id_is_good(self, number: str, born: date | None, sex: str) -> bool:
        wrong = id_number.fault(number)
        if wrong is not None:
            self.refuse(wrong.value, "id_number", **id_number.facts(number))
            return False
        in_id = id_number.birth_date(number)
        if born is not None and in_id != born:
            self.refuse("R203", "birth_date", found=born, in_id=in_id)
            return False
        if sex and id_number.sex(number) != sex:
            self.refuse("R208", "sex", found=codes.names(codes.SEX)[sex])
        return True

    def place(self) -> str:
        """The code of the place of household registration, which must be known."""
        code = self.code_text("place")
        if self.known_places is not None and code in self.known_places:
            return code
        if not is_code(code):
            self.refuse("R210", "place", found=code)
        elif self.known_places is not None:
            self.refuse("R205", "place", found=code)
        return code

    def residence(self) -> str:
        """The code of the place where he lives, which may lie outside; empty when not given."""
        code = self.code_text("residence")
        if code and not is_code(code):
            self.refuse("R210", "residence", found=code)
        return code

    def group(self) -> int | None:
        """The number of the villagers' group; None when not given."""
        text = self.code_text("group")
        if not text:
            return None
        digits = text.removeprefix("第").removesuffix("村民小组").removesuffix("组")
        if not (digits.isascii() and digits.isdigit() and 0 < int(digits[:9]) == int(digits)):
            self.refuse("R211", "group", found=text)
            return None
        return int(digits)

    def status(self) -> str:
        """正常, 死亡, 迁出 or 服现役; anything else is R216."""
        text = self.text("status")
        if text not in STATUSES:
            self.refuse("R216", "status", found=text)
        return text


CleanRow = Callable[[Cleaner], PersonRow | None]


def person_row(cleaner: Cleaner) -> PersonRow | None:
    """The person of the row just begun; None when it is refused."""
    born, sex = cleaner.birth_date(), cleaner.sex()
    get = cleaner.cells.get
    row = PersonRow(
        line=cleaner.line,
        household=cleaner.code_text("household"),
        relation=cleaner.text("relation"),
        name=cleaner.person_name(),
        sex=sex,
        birth_date=born or date.min,
        id_number=cleaner.id_number(born, sex),
        ethnicity=cleaner.word("ethnicity", codes.ETHNICITY, "R215"),
        place=cleaner.place(),
        group=cleaner.group(),
        address=cleaner.text("address"),
        residence=cleaner.residence(),
        work_unit=cleaner.text("work_unit"),
        political=cleaner.word("political", codes.POLITICAL, "R217") if get("political") else "",
        education=cleaner.word("education", codes.EDUCATION, "R218") if get("education") else "",
        status=cleaner.status(),
    )
    return None if cleaner.errors and cleaner.is_refused else row


def last_roll_row(cleaner: Cleaner) -> LastRollRow | None:
    """The voter of the row just begun; None when it is refused."""
    born, sex = cleaner.birth_date(), cleaner.sex()
    row = LastRollRow(
        line=cleaner.line,
        constituency=cleaner.text("constituency"),
        name=cleaner.person_name(),
        sex=sex,
        birth_date=born or date.min,
        id_number=cleaner.id_number(born, sex),
        place=cleaner.place(),
        group=cleaner.group(),
    )
    return None if cleaner.errors and cleaner.is_refused else row


@lru_cache(maxsize=65_536)
def day(text: str) -> date | None:
    """The day a text names, as `20081220`, `2008-12-20`, `2008/12/20` or `2008年12月20日`."""
    found = DATE.fullmatch(text)
    if found is None or not text.isprintable():
        return None
    try:
        parsed = date(*(int(part) for part in found.groups()))
    except ValueError:
        return None
    return parsed if parsed.year >= EARLIEST_YEAR else None


def is_code(text: str) -> bool:
    """Twelve digits."""
    return len(text) == CODE_LENGTH and text.isascii() and text.isdigit()
