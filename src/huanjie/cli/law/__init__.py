"""`huanjie law`: the statutes on the command line, one module per group of questions.

`pack` has the sub-app of the provincial packs.
"""

import typer

from huanjie.cli.law import ask, pack, pages

app = typer.Typer(
    help="法律问答 · Ask the law: quota, calendar, candidates, count.",
    no_args_is_help=True,
    add_completion=False,
)
app.add_typer(ask.app)
app.command(name="pages")(pages.pages)
app.add_typer(pack.app, name="pack")
