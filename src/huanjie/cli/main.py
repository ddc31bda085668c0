"""`huanjie`: the one command, with its groups."""

from importlib import import_module
from typing import TYPE_CHECKING

import typer
from typer.core import TyperGroup
from typer.main import get_command

from huanjie import __version__

if TYPE_CHECKING:
    from typer._click.core import Command, Context

MODULES = (
    "sample", "law", "ledger", "library", "register", "returns", "inbox", "init", "rehearse",
    "demo", "serve",
)  # fmt: skip
"""Each is a module of this package with its `app`, and a command of that name."""


class Late(TyperGroup):
    """A run needs one of the modules: none is imported before its command is asked for."""

    def list_commands(self, ctx: "Context") -> list[str]:
        """All of them, in the order of the help."""
        return list(MODULES)

    def get_command(self, ctx: "Context", cmd_name: str) -> "Command | None":
        """The command of that name, imported now; all of them where none has it, to suggest one."""
        if cmd_name not in MODULES:
            for each in MODULES:
                self.get_command(ctx, each)
            return None
        if cmd_name not in self.commands:
            found = get_command(import_module(f"huanjie.cli.{cmd_name}").app)
            found.name = cmd_name
            self.commands[cmd_name] = found
        return self.commands[cmd_name]


app = typer.Typer(
    name="huanjie",
    cls=Late,
    help="换届选举 · runs a term-change election of people's congresses.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


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
