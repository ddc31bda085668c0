"""`huanjie law pack`: the rules of a province as data."""

import typer

app = typer.Typer(help="省级规则 · Provincial rules.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """Keeps the commands of this group below `pack`."""
