"""The police's file: every row is clean, or refused with place, code and remedy."""

import hashlib
import tracemalloc
from collections.abc import Callable
from datetime import date
from pathlib import Path
from string import Formatter

import openpyxl
import pytest

from huanjie.roll import population
from huanjie.roll.clean import PersonRow
from huanjie.roll.errors import SourceRefused, Stops, row_error, wordings
from huanjie.roll.population import read_last_roll, read_population
from tests.roll.conftest import GOOD, HEADINGS, PLACE

Write = Callable[..., Path]
LETTER = "letter-for-digit"


def read(path: Path, **more: object) -> tuple[population.PopulationFile, list[PersonRow]]:
    register = read_population(path, known_places=[PLACE], **more)
    return register, [row for batch in register.batches() for row in batch]


def refused_codes(path: Path) -> list[str]:
    with pytest.raises(SourceRefused) as caught:
        read(path)
    return [error.code for error in caught.value.errors]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig"])
def test_a_good_row_is_read_in_each_encoding(population_file, encoding):
    path = population_file(encoding=encoding)
    register, rows = read(path)
    assert rows == [
        PersonRow(
            2, "00000001", "户主", "石三妹", "2", date(1980, 2, 29), "994124198002290028", "06",
            PLACE, 3, "龙门村3组", "", "", "13", "70", "正常",
        )
    ]  # fmt: skip
    assert register.digest == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (register.rows, register.lines, register.errors, register.repairs) == (1, 2, [], [])


@pytest.mark.parametrize(
    ("heading", "cell", "code"),
    [
        ("姓名", "=HYPERLINK(1)", "R105"),
        ("户籍地址", "@SUM(A1)", "R105"),
        ("公民身份号码", "99412419800229002", "R201"),
        ("公民身份号码", "9941241980022900288", "R201"),
        ("公民身份号码", "994124198002290027", "R202"),
        ("公民身份号码", "99412419800230002X", "R214"),
        ("公民身份号码", "99412419800229甲028", "R213"),
        ("出生日期", "19800228", "R203"),
        ("出生日期", "19810229", "R204"),
        ("出生日期", "", "R204"),
        ("户籍地代码", "433124102201", "R205"),
        ("户籍地代码", "43312410220", "R210"),
        ("居住地代码", "43312410220", "R210"),
        ("姓名", "　\u200b ", "R206"),
        ("性别", "未知", "R207"),
        ("性别", "雄", "R207"),
        ("村民小组", "0", "R211"),
        ("村民小组", "三组", "R211"),
        ("民族", "火星族", "R215"),
        ("人员状态", "在外", "R216"),
    ],
)
def test_a_bad_cell_refuses_its_row_only(population_file, heading, cell, code):
    register, rows = read(population_file({}, {heading: cell}, {"姓名": "石四妹"}))
    assert [row.line for row in rows] == [2, 4]
    assert code in [error.code for error in register.errors]
    error = next(error for error in register.errors if error.code == code)
    assert (error.file, error.line, error.stops) == ("population.csv", 3, Stops.ROW)
    assert error.column == heading
    assert register.refused[0].cells


@pytest.mark.parametrize(
    ("heading", "cell", "code"),
    [
        ("性别", "男", "R208"),
        ("姓名", "石\ue000妹", "R212"),
        ("姓名", "石?妹", "R212"),
        ("政治面貌", "散人", "R217"),
        ("文化程度", "私塾", "R218"),
    ],
)
def test_a_doubtful_cell_is_noted_and_its_row_kept(population_file, heading, cell, code):
    register, rows = read(population_file({heading: cell}))
    assert len(rows) == 1
    assert [warning.code for warning in register.warnings] == [code]
    assert register.errors == []


@pytest.mark.parametrize(
    ("heading", "before", "field", "after", "kinds"),
    [
        ("公民身份号码", " 994124198002290028 ", "id_number", GOOD["公民身份号码"], ["blanks"]),
        ("公民身份号码", "９９412419８00229002８", "id_number", GOOD["公民身份号码"], ["width"]),
        ("公民身份号码", "9941241980O2290028", "id_number", GOOD["公民身份号码"], [LETTER]),
        ("公民身份号码", "994l24198002290028", "id_number", GOOD["公民身份号码"], [LETTER]),
        ("公民身份号码", "994124800229002", "id_number", GOOD["公民身份号码"], ["upgraded-15"]),
        ("公民身份号码", "99412419800229001x", "id_number", "99412419800229001X", ["case"]),
        ("姓名", "石　三 妹\u200b", "name", "石三妹", ["blanks"]),
        ("姓名", "阿依•古丽", "name", "阿依·古丽", ["dots"]),
        ("姓名", "麻\U0002b7c5", "name", "麻\U0002b7c5", []),
        ("姓名", "Zoe\u0301", "name", "Zo\u00e9", ["nfc"]),
        ("村民小组", "１２", "group", 12, ["width"]),
        ("村民小组", "第5村民小组", "group", 5, []),
        ("出生日期", "1980-02-29", "birth_date", date(1980, 2, 29), []),
        ("出生日期", "1980年2月29日", "birth_date", date(1980, 2, 29), []),
        ("民族", "土家", "ethnicity", "15", []),
        ("民族", "汉族 ", "ethnicity", "01", ["blanks"]),
    ],
)  # fmt: skip
def test_a_repair_is_made_and_noted(population_file, heading, before, field, after, kinds):
    register, rows = read(population_file({heading: before}))
    assert register.errors == []
    assert getattr(rows[0], field) == after
    assert [repair.kind for repair in register.repairs] == kinds
    if kinds:
        assert (register.repairs[0].line, register.repairs[0].before) == (2, before)


def test_a_letter_is_left_where_the_check_digit_would_still_be_wrong(population_file):
    register, _ = read(population_file({"公民身份号码": "9941241980O2290027"}))
    assert [error.code for error in register.errors] == ["R213"]
    assert register.repairs == []


def test_a_message_never_shows_a_whole_id_number(population_file):
    register, _ = read(population_file({"公民身份号码": "994124198002290027"}))
    assert "19800229" not in str(register.errors[0])


def test_a_row_without_an_id_number_is_kept(population_file):
    _, rows = read(population_file({"公民身份号码": ""}))
    assert rows[0].id_number == ""


def test_a_row_with_too_few_or_many_cells_is_refused_unless_dropped(population_file):
    path = population_file({}, {"户籍地址": "一组,左边"})
    assert [error.code for error in read(path)[0].errors] == ["R106"]
    register, rows = read(path, rulings={3: None})
    assert (register.errors, register.dropped, len(rows)) == ([], 1, 1)


def test_a_ruling_mends_a_row_and_one_row_can_be_mended_alone(population_file):
    path = population_file({"公民身份号码": "99412419800229002"})
    right = {"公民身份号码": GOOD["公民身份号码"]}
    register, _ = read(path)
    mended = register.mend(register.refused[0], right)
    assert isinstance(mended, PersonRow)
    assert read(path, rulings={2: right})[1] == [mended]
    still_wrong = register.mend(register.refused[0], {"公民身份号码": "1"})
    assert isinstance(still_wrong, tuple)
    assert still_wrong[0].code == "R201"


def test_a_ruling_on_a_column_that_is_not_there_is_refused(population_file):
    register, _ = read(population_file({"姓名": ""}))
    with pytest.raises(SourceRefused) as caught:
        register.mend(register.refused[0], {"名字": "石"})
    assert caught.value.errors[0].code == "R219"


def test_mixed_encodings_are_refused_with_their_line(population_file):
    path = population_file(*[{}] * 5)
    lines = path.read_bytes().split(b"\r\n")
    lines[3] = lines[3].decode("gb18030").encode("utf-8")
    path.write_bytes(b"\r\n".join(lines))
    with pytest.raises(SourceRefused) as caught:
        read(path)
    assert [(error.code, error.line) for error in caught.value.errors] == [("R101", 4)]


@pytest.mark.parametrize(
    "content", [b"\xff\xfea\x00", b"a\x00b\n1,2\n", "姓名".encode() + b"\xff\n"]
)
def test_bytes_of_no_known_encoding_are_refused(tmp_path, content):
    path = tmp_path / "population.csv"
    path.write_bytes(content)
    assert refused_codes(path) == ["R101"]


def test_a_missing_and_a_duplicated_column_are_told_together(tmp_path):
    path = tmp_path / "population.csv"
    path.write_text(",".join([*HEADINGS[:5], "民族", *HEADINGS[6:]]) + "\n", "utf-8")
    assert refused_codes(path) == ["R103", "R102"]


def test_two_headings_of_one_field_are_a_duplicate(tmp_path):
    path = tmp_path / "population.csv"
    path.write_text(",".join([*HEADINGS, "身份证号"]) + "\n", "utf-8")
    assert refused_codes(path) == ["R103"]


@pytest.mark.parametrize("content", ["", "\n\n", ",,\n"])
def test_an_empty_file_is_refused(tmp_path, content):
    path = tmp_path / "population.csv"
    path.write_text(content)
    assert refused_codes(path) == ["R108"]


def test_an_open_quotation_mark_is_refused_where_it_begins(population_file):
    path = population_file({}, {"户籍地址": '"龙门村'}, {})
    with pytest.raises(SourceRefused) as caught:
        read(path)
    assert [(error.code, error.line) for error in caught.value.errors] == [("R111", 3)]


def test_a_cell_over_several_lines_keeps_the_lines_true(population_file):
    path = population_file({"户籍地址": '"龙门村\r\n3组"'}, {"姓名": ""})
    register, rows = read(path)
    assert rows[0].line == 2
    assert register.errors[0].line == 4


def test_ten_thousand_characters_pass_and_one_more_does_not(population_file):
    assert len(read(population_file({"户籍地址": "村" * 10_000}))[1]) == 1
    assert refused_codes(population_file({"户籍地址": "村" * 10_001})) == ["R104"]


@pytest.mark.parametrize(("filling", "quote"), [("村", ""), ("村", '"'), ("村" * 99 + "\r\n", '"')])
def test_a_cell_of_ten_million_characters_is_refused_in_little_memory(
    population_file, filling, quote
):
    count = 10_000_000 // len(filling)
    path = population_file({"户籍地址": f"{quote}{filling * count}{quote}"})
    tracemalloc.start()
    try:
        assert refused_codes(path) == ["R104"]
        assert tracemalloc.get_traced_memory()[1] < 16 << 20
    finally:
        tracemalloc.stop()


def test_too_many_errors_stop_the_reading(population_file, monkeypatch):
    monkeypatch.setattr(population, "MOST_ERRORS", 2)
    assert refused_codes(population_file(*[{"姓名": ""}] * 3))[0] == "R107"
    assert len(read(population_file(*[{"姓名": ""}] * 2))[0].errors) == 2


def test_batches_are_of_the_size_asked_for_and_tell_their_progress(population_file):
    told: list[tuple[int, int]] = []
    path = population_file(*[{}] * 5)
    register = read_population(
        path, known_places=[PLACE], progress=lambda line, lines: told.append((line, lines))
    )
    assert [len(batch) for batch in register.batches(2)] == [2, 2, 1]
    assert told == [(3, 6), (5, 6), (6, 6)]
    assert [len(batch) for batch in register.batches(5)] == [5]
    assert register.rows == 5


def test_the_progress_ends_at_the_last_line_though_its_row_is_refused(population_file):
    told: list[tuple[int, int]] = []
    path = population_file({}, {"姓名": ""})
    register = read_population(
        path, known_places=[PLACE], progress=lambda line, lines: told.append((line, lines))
    )
    assert [len(batch) for batch in register.batches(5)] == [1]
    assert told == [(2, 3), (3, 3)]


def test_an_unknown_kind_of_file_is_refused(tmp_path):
    path = tmp_path / "population.xls"
    path.write_bytes(b"x")
    assert refused_codes(path) == ["R110"]


def workbook(path: Path, *rows: list[object]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_a_workbook_is_read_with_its_dates(tmp_path):
    row = [date(1980, 2, 29) if h == "出生日期" else GOOD[h] or None for h in HEADINGS]
    _, rows = read(workbook(tmp_path / "p.xlsx", HEADINGS, row))
    assert (rows[0].line, rows[0].birth_date) == (2, date(1980, 2, 29))


def test_an_id_number_stored_as_a_figure_is_refused(tmp_path):
    row = [994124198002290028 if h == "公民身份号码" else GOOD[h] for h in HEADINGS]
    register, rows = read(workbook(tmp_path / "p.xlsx", HEADINGS, row))
    assert (rows, [error.code for error in register.errors]) == ([], ["R209"])


def test_a_formula_in_a_workbook_is_refused(tmp_path):
    row = ["=1+1" if h == "户籍地址" else GOOD[h] for h in HEADINGS]
    register, _ = read(workbook(tmp_path / "p.xlsx", HEADINGS, row))
    assert [error.code for error in register.errors] == ["R105"]


def test_what_is_no_workbook_is_refused(tmp_path):
    path = tmp_path / "p.xlsx"
    path.write_bytes(b"PK no")
    assert refused_codes(path) == ["R109"]


def test_a_last_roll_is_read_whatever_its_places(tmp_path):
    path = tmp_path / "last-roll.csv"
    path.write_text(
        "选区名称,姓名,性别,出生日期,公民身份号码,户籍地代码,村民小组\n"
        "第一选区,石三妹,女,1980-02-29,994124198002290028,433124999999,\n"
        "第一选区,,女,1980-02-29,,433124999999,\n",
        "utf-8-sig",
    )
    register = read_last_roll(path)
    rows = [row for batch in register.batches() for row in batch]
    assert [(row.line, row.name, row.group) for row in rows] == [(2, "石三妹", None)]
    assert [error.code for error in register.errors] == ["R206"]


@pytest.mark.parametrize("code", sorted(wordings()))
def test_every_code_speaks_both_languages_and_says_what_to_do(code):
    wording = wordings()[code]
    texts = (wording.zh, wording.en, wording.next_zh, wording.next_en)
    named = {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}
    facts = dict.fromkeys(named - {"column"}, "某")
    error = row_error(code, "文件.csv", 3, "栏", **facts)
    for words in (error.message_zh, error.message_en, error.next_zh, error.next_en):
        assert words
        assert "{" not in words


def test_every_code_is_raised_somewhere():
    sources = (Path(__file__).parents[2] / "src" / "huanjie").rglob("*.py")
    raised = "".join(source.read_text("utf-8") for source in sources)
    assert [code for code in wordings() if f'"{code}"' not in raised] == []
