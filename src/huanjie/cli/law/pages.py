"""`huanjie law pages`: the documentation that follows from the law."""

from pathlib import Path
from typing import Annotated, Final

import typer

import huanjie
from huanjie.cli.terminal import complaints, console

SOURCE: Final = Path(huanjie.__file__).parent


def pages(
    out: Annotated[Path, typer.Option(help="输出目录 · Folder to write.")] = Path("docs/law"),
    cases: Annotated[Path, typer.Option(help="案例目录 · Folder of cases.", exists=True)] = Path(
        "tests/law/cases"
    ),
    *,
    check: Annotated[bool, typer.Option("--check", help="只核对 · Compare only.")] = False,
) -> None:
    """Write the pages of docs/law anew; with --check exit status 1 when one is out of date."""
    from huanjie.law.pages import pages as made

    stale = []
    for name, text in made(cases, SOURCE).items():
        path = out / name
        if path.exists() and path.read_text("utf-8") == text:
            continue
        stale.append(name)
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    if check and stale:
        complaints.print(f"■ {', '.join(stale)}: huanjie law pages", markup=False)
        raise typer.Exit(1)
    console.print(f"● {out}: {len(stale)}", markup=False, highlight=False)
