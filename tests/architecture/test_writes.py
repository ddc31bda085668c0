"""Only services change records: what writes to the database elsewhere in the office is refused."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source import PACKAGE, modules, shown, tree

ALWAYS = {
    "bulk_create", "bulk_update", "get_or_create", "update_or_create",
    "abulk_create", "abulk_update", "aget_or_create", "aupdate_or_create", "_raw_delete",
}  # fmt: skip
# These names belong to dicts, hashes and files too; a record's own take no positional argument.
WITHOUT_POSITIONAL = {
    "save", "create", "update", "delete", "asave", "acreate", "aupdate", "adelete",
}  # fmt: skip
STATEMENTS = ("INSERT", "UPDATE", "DELETE", "REPLACE", "TRUNCATE", "COPY")

# A file that writes and is no `services.py`, with the reason; an entry no longer needed fails.
EXCEPTIONS: dict[str, str] = {}


def writes(path: Path) -> Iterator[str]:
    """Each call in a file that changes records, with its line."""
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        name = node.func.attr
        if is_write(node, name) or is_raw_write(node, name):
            yield f"{shown(path)}:{node.lineno} .{name}(…)"


def is_write(call: ast.Call, name: str) -> bool:
    """A write through the ORM; an overridden method that calls its own parent is none."""
    if name in ALWAYS:
        return True
    receiver = call.func.value if isinstance(call.func, ast.Attribute) else None
    if isinstance(receiver, ast.Call) and getattr(receiver.func, "id", "") == "super":
        return False
    return name in WITHOUT_POSITIONAL and not call.args


def is_raw_write(call: ast.Call, name: str) -> bool:
    """A statement of SQL that changes rows."""
    if name not in {"execute", "executemany", "executescript", "copy"} or not call.args:
        return False
    texts = [each.value for each in ast.walk(call.args[0]) if isinstance(each, ast.Constant)]
    return any(
        isinstance(text, str) and text.lstrip().upper().startswith(STATEMENTS) for text in texts
    )


def may_write(path: Path) -> bool:
    """Services, migrations and the commands that set an installation up."""
    parts = path.relative_to(PACKAGE / "office").parts
    return path.name == "services.py" or bool({"services", "migrations", "management"} & {*parts})


def writers() -> dict[str, list[str]]:
    """The files of the office that write and are no services, with their writes."""
    found = {
        shown(path): list(writes(path)) for path in modules("huanjie.office") if not may_write(path)
    }
    return {path: lines for path, lines in found.items() if lines}


def test_only_services_write() -> None:
    assert not {path: lines for path, lines in writers().items() if path not in EXCEPTIONS}


def test_no_exception_is_kept_that_is_not_needed() -> None:
    assert not EXCEPTIONS.keys() - writers().keys()


def test_a_write_is_told_from_the_calls_that_share_its_name() -> None:
    calls = {
        "roll.save()": True,
        "roll.save(update_fields=['state'])": True,
        "super().save(force_insert=True)": False,
        "Roll.objects.filter(pk=1).update(state='open')": True,
        "digest.update(chunk)": False,
        "seen.update({1: 2})": False,
        "Roll.objects.bulk_create(rows)": True,
        "workbook.save(path)": False,
        "cursor.execute('  delete from roll')": True,
        "cursor.execute('SELECT 1')": False,
    }
    for call, is_a_write in calls.items():
        (node,) = [each for each in ast.walk(ast.parse(call)) if is_outermost(each, call)]
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        assert (is_write(node, name) or is_raw_write(node, name)) is is_a_write, call


def is_outermost(node: ast.AST, text: str) -> bool:
    """Whether the node is the call that spans the whole text."""
    return isinstance(node, ast.Call) and node.end_col_offset == len(text) and node.col_offset == 0
