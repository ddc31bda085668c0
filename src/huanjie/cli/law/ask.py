"""The commands of `huanjie law`: options or a file in, a table or JSON out."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Final

import typer

from huanjie.cli.law import after, before
from huanjie.cli.law.answers import Answer, show, show_trace
from huanjie.cli.law.inputs import Input, read_file
from huanjie.cli.terminal import complaints
from huanjie.law.catalogue import Language
from huanjie.law.finding import WrongInput

app = typer.Typer()

Question = Callable[[Input], Answer]
QUESTIONS: Final[Mapping[str, Question]] = {
    "quota": before.quota,
    "apportion": before.apportionment,
    "calendar": before.days,
    "eligible": before.eligible,
    "candidates": before.candidates,
    "count": after.count,
    "officers": after.officers,
    "recall": after.recall,
}
WRONG_INPUT: Final = 2
"""The exit status of a question that cannot be asked."""

File = Annotated[Path | None, typer.Argument(help="JSON 或 TOML 文件 · File.", exists=True)]
Json = Annotated[bool, typer.Option("--json", help="JSON 输出 · As JSON.")]
English = Annotated[bool, typer.Option("--english", help="英文 · In English.")]
PackId = Annotated[str | None, typer.Option("--pack", help="规则 · Pack, such as beijing-2021.")]
Number = int | None
Given = dict[str, object]
Pairs = Annotated[list[str] | None, typer.Option(help="名称=数 · NAME=NUMBER, repeated.")]


def run(name: str, file: Path | None, given: Given, output: "Output") -> None:
    """Ask one question and print its answer; exit status 1 for an ERROR, 2 for wrong input."""
    try:
        from_file = {} if file is None else read_file(file)
        told = {field: value for field, value in given.items() if value is not None}
        answer = QUESTIONS[name](Input(from_file | told))
    except WrongInput as wrong:
        complaints.print(f"■ {wrong.field}: {wrong.reason}", markup=False, highlight=False)
        raise typer.Exit(WRONG_INPUT) from None
    printed = show_trace if output.is_trace else show
    printed(answer, as_json=output.as_json, language=output.language)
    raise typer.Exit(answer.status)


class Output:
    """How an answer is printed."""

    def __init__(self, *, as_json: bool, english: bool, is_trace: bool = False) -> None:
        self.as_json = as_json
        self.language: Language = "en" if english else "zh"
        self.is_trace = is_trace


def pairs(given: list[str] | None, field: str) -> dict[str, int] | None:
    """`甲=320` as a table. Exits as for wrong input when it is none."""
    if not given:
        return None
    found = {}
    for pair in given:
        name, _, number = pair.rpartition("=")
        if not name or not number.isdecimal():
            complaints.print(f"■ {field}: NAME=NUMBER, not {pair!r}", markup=False)
            raise typer.Exit(WRONG_INPUT)
        found[name] = int(number)
    return found


@app.command()
def quota(
    file: File = None,
    population: Number = None,
    unit_type: str | None = None,
    total: Number = None,
    pack: PackId = None,
    *,
    as_json: Json = False,
    english: English = False,
) -> None:
    """名额 · How many seats a congress has, and whether a determined total agrees."""
    given: Given = {"population": population, "unit_type": unit_type, "total": total, "pack": pack}
    run("quota", file, given, Output(as_json=as_json, english=english))


@app.command()
def apportion(
    file: File = None,
    seats: Number = None,
    area: Pairs = None,
    unit_type: str | None = None,
    pack: PackId = None,
    *,
    as_json: Json = False,
    english: English = False,
) -> None:
    """分配 · Seats by population, as a suggestion."""
    given: Given = {
        "seats": seats,
        "areas": pairs(area, "area"),
        "unit_type": unit_type,
        "pack": pack,
    }
    run("apportion", file, given, Output(as_json=as_json, english=english))


@app.command()
def calendar(
    file: File = None,
    election_day: str | None = None,
    kind: str | None = None,
    roll_published: str | None = None,
    pack: PackId = None,
    *,
    as_json: Json = False,
    english: English = False,
) -> None:
    """日程 · The statutory days of an election, under both readings of n 日以前."""
    given: Given = {"election_day": election_day, "kind": kind, "roll_published": roll_published}
    run("calendar", file, given | {"pack": pack}, Output(as_json=as_json, english=english))


@app.command()
def eligible(
    file: File = None,
    election_day: str | None = None,
    birth: str | None = None,
    hukou: str | None = None,
    pack: PackId = None,
    *,
    citizen: Annotated[bool | None, typer.Option(help="中国公民 · Citizen.")] = None,
    lives_here: Annotated[bool | None, typer.Option(help="居住在此 · Lives here.")] = None,
    as_json: Json = False,
    english: English = False,
) -> None:
    """选民资格 · Whether, where and for which levels a person is listed. Rarer facts: in a file."""
    given: Given = {"election_day": election_day, "birth": birth, "hukou": hukou, "pack": pack}
    given |= {"is_citizen": citizen, "lives_here": lives_here}
    run("eligible", file, given, Output(as_json=as_json, english=english))


@app.command()
def candidates(
    file: File = None,
    seats: Number = None,
    nominees: Number = None,
    mode: str | None = None,
    pack: PackId = None,
    *,
    as_json: Json = False,
    english: English = False,
) -> None:
    """候选人 · How many formal candidates there may be, and which way leads there."""
    given: Given = {"seats": seats, "nominees": nominees, "mode": mode, "pack": pack}
    run("candidates", file, given, Output(as_json=as_json, english=english))


@app.command()
def count(
    file: File = None,
    roll: Number = None,
    participants: Number = None,
    collected: Number = None,
    seats: Number = None,
    vote: Pairs = None,
    pack: PackId = None,
    *,
    as_json: Json = False,
    english: English = False,
) -> None:
    """计票 · Who is elected, who is tied, what follows. Sessions and later rounds: in a file."""
    given: Given = {
        "roll": roll,
        "participants": participants,
        "collected": collected,
        "seats": seats,
    }
    given |= {"votes": pairs(vote, "vote"), "pack": pack}
    run("count", file, given, Output(as_json=as_json, english=english))


@app.command()
def officers(
    file: File = None,
    office: str | None = None,
    seats: Number = None,
    nominated: Number = None,
    measures: Number = None,
    *,
    as_json: Json = False,
    english: English = False,
) -> None:
    """职务 · How many candidates an office may have; with a vote in the file, who is elected."""
    given: Given = {"office": office, "seats": seats, "nominated": nominated, "measures": measures}
    run("officers", file, given, Output(as_json=as_json, english=english))


@app.command()
def recall(
    file: File = None,
    mandated: str | None = None,
    signatures: Number = None,
    voters: Number = None,
    approve: Number = None,
    pack: PackId = None,
    *,
    as_json: Json = False,
    english: English = False,
) -> None:
    """罢免 · Whether a request has enough voters, and whether a vote recalls."""
    given: Given = {"mandated": mandated, "signatures": signatures, "voters": voters}
    given |= {"approve": approve, "pack": pack}
    run("recall", file, given, Output(as_json=as_json, english=english))


@app.command()
def explain(
    question: Annotated[str, typer.Argument(help=f"{'、'.join(QUESTIONS)}")],
    file: Annotated[Path, typer.Argument(help="JSON 或 TOML 文件 · File.", exists=True)],
    *,
    as_json: Json = False,
    english: English = False,
) -> None:
    """说明 · The steps of an answer: rule, figures, comparison, words of the law."""
    if question not in QUESTIONS:
        raise typer.BadParameter(f"{question}: {', '.join(QUESTIONS)}")
    run(question, file, {}, Output(as_json=as_json, english=english, is_trace=True))
