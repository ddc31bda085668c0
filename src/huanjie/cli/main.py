"""`huanjie`: the one command, with its groups."""

import typer

from huanjie import __version__
from huanjie.cli import demo, inbox, init, law, ledger, library, rehearse, returns, sample, serve

app = typer.Typer(
    name="huanjie",
    help="换届选举 · runs a term-change election of people's congresses.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(sample.app, name="sample")
app.add_typer(law.app, name="law")
app.add_typer(ledger.app, name="ledger")
app.add_typer(library.app, name="library")
app.add_typer(returns.app, name="returns")
app.add_typer(inbox.app, name="inbox")
app.command(name="init")(init.init)
app.command(name="rehearse")(rehearse.rehearse)
app.command(name="demo")(demo.demo)
app.command(name="serve")(serve.serve)


@app.callback(invoke_without_command=True)
def root(
    *,
    version: bool = typer.Option(False, "--version", help="显示版本 · Show the version and stop."),
) -> None:
    """Show the version when asked."""
    if version:
        typer.echo(__version__)
        raise typer.Exit


def main() -> None:
    """The console script."""
    app()
