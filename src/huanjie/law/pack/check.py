"""What is wrong with a pack, all at once: for whoever writes the rules of a province down.

`read_pack` stops at the first fault, as a running system must; this goes through to the end.
"""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches

from huanjie.law.article import ELECTION_LAW, Article, Text, implements
from huanjie.law.finding import Fact, Finding, Severity, WrongInput
from huanjie.law.pack.load import (
    HEAD,
    HEAD_OPTIONAL,
    Pack,
    Status,
    cited,
    texts_of,
)
from huanjie.law.pack.schema import PARAMETERS, OutsideError, Parameter, UnfitError
from huanjie.law.pack.words import Level

Findings = tuple[Finding, ...]
_DETAIL = ELECTION_LAW[60]
_LEAF = frozenset({"value", "cite", "status"})


@implements(ELECTION_LAW[60])
def check_pack(toml: str, packs: Mapping[str, Pack]) -> Findings:
    """Everything that keeps a pack from being read, and how much of it follows the national text.

    Source: 选举法 60: a province details the law and leaves none of its bounds. Faults are ERROR;
    the count of what stays national is INFO.
    """
    try:
        rows = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as reason:
        return (_fault("pack-unreadable", reason=str(reason)),)
    head = rows.pop("pack", {})
    if not isinstance(head, dict):
        return (_fault("pack-head-missing", key="pack"),)
    found = [*_head(head, packs), *_leaves(rows, texts_of(head))]
    own = [key for key, _ in _known(rows)]
    base = packs.get(str(head.get("extends")))
    if base is None:
        found += [_fault("pack-gap", key=key) for key in PARAMETERS if key not in own]
    silent = len(PARAMETERS) - len(own)
    counted: Mapping[str, Fact] = {"own": len(own), "silent": silent}
    return (*found, Finding("pack-counted", _DETAIL, Severity.INFO, counted))


def _fault(code: str, article: Article = _DETAIL, **facts: Fact) -> Finding:
    return Finding(code, article, Severity.ERROR, facts)


def _head(head: Mapping[str, object], packs: Mapping[str, Pack]) -> Iterator[Finding]:
    for name in sorted(HEAD - head.keys()):
        yield _fault("pack-head-missing", key=f"pack.{name}")
    for name in sorted(head.keys() - HEAD - HEAD_OPTIONAL):
        yield _unknown(f"pack.{name}", [f"pack.{known}" for known in HEAD | HEAD_OPTIONAL])
    if "amended" in head and not isinstance(head["amended"], date):
        yield _fault("pack-head-unfit", key="pack.amended", value=str(head["amended"]))
    levels = head.get("levels", [])
    known = [level.value for level in Level]
    if not isinstance(levels, list) or any(level not in known for level in levels):
        yield _fault("pack-head-unfit", key="pack.levels", value=str(levels))
    base = head.get("extends")
    if base is not None and base not in packs:
        yield _fault("pack-base-unknown", base=str(base), known=tuple(packs))


def _unknown(key: str, known: list[str]) -> Finding:
    near = tuple(get_close_matches(key, known, n=3))
    return _fault("pack-key-unknown", key=key, near=near)


def _known(rows: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    """Every leaf that stands under a key we know."""
    for name, row in rows.items():
        key = f"{prefix}{name}"
        if key in PARAMETERS:
            yield key, row
        elif isinstance(row, dict):
            yield from _known(row, f"{key}.")


def _strays(rows: Mapping[str, object], prefix: str = "") -> Iterator[str]:
    """Every key we do not know: the highest that leads nowhere."""
    for name, row in rows.items():
        key = f"{prefix}{name}"
        if key in PARAMETERS:
            continue
        if isinstance(row, dict) and any(known.startswith(f"{key}.") for known in PARAMETERS):
            yield from _strays(row, f"{key}.")
        else:
            yield key


def _leaves(rows: Mapping[str, object], texts: Mapping[str, Text]) -> Iterator[Finding]:
    for key in _strays(rows):
        yield _unknown(key, list(PARAMETERS))
    for key, row in _known(rows):
        if not isinstance(row, dict) or row.keys() - _LEAF:
            yield _fault("pack-leaf-shape", key=key)
            continue
        yield from _citation(key, row, texts)
        yield from _value(PARAMETERS[key], row)


def _citation(key: str, row: Mapping[str, object], texts: Mapping[str, Text]) -> Iterator[Finding]:
    if row.get("status") not in set(Status):
        yield _fault("pack-status-unknown", key=key, known=tuple(Status))
    cite = row.get("cite")
    if not isinstance(cite, str):
        yield _fault("pack-citation-missing", key=key)
        return
    rests = {Status.LAW, Status.SOFT}
    if cite == "none" and row.get("status") in rests:
        yield _fault("pack-citation-missing", key=key)
        return
    try:
        cited(key, cite, Status.OPEN, texts)
    except WrongInput:
        yield _fault("pack-citation-unknown", key=key, cite=cite, known=tuple(texts))


def _value(parameter: Parameter[object], row: Mapping[str, object]) -> Iterator[Finding]:
    if "value" not in row:
        if not parameter.optional:
            yield _fault("pack-value-missing", key=parameter.key)
        return
    try:
        parameter.read(row["value"])
    except OutsideError:
        yield _unfit("pack-value-outside", parameter, row["value"])
    except UnfitError:
        yield _unfit("pack-value-unfit", parameter, row["value"])


def _unfit(code: str, parameter: Parameter[object], value: object) -> Finding:
    return _fault(
        code,
        key=parameter.key,
        value=str(value),
        kind=parameter.kind,
        bounds=parameter.bounds,
    )


def template() -> str:
    """What a province begins from: every parameter with its kind, its bounds, nothing filled in."""
    lines = [*_TEMPLATE_HEAD]
    for parameter in PARAMETERS.values():
        unset = "; may stay without value" if parameter.optional else ""
        lines += [
            f"# {parameter.kind}: {parameter.bounds}{unset}",
            f"# [{parameter.key}]",
            "# value = ",
            '# cite = "XX 1¶1(1)"',
            '# status = "law"',
            "",
        ]
    return "\n".join(lines)


_TEMPLATE_HEAD = (
    "# 省级规则模板 · A province begins here: see docs/how-to/write-a-pack.md.",
    "# Take the # off where your text speaks, and delete the rest: what does not stand here is",
    "# national. cite: CODE article¶paragraph(item). status: law, soft (一般), open, default.",
    "",
    "[pack]",
    'id = "xx-2021"',
    'code = "XX"',
    'title = "某省各级人民代表大会代表选举实施细则"',
    'title_en = "Rules of a Province"',
    'short = "某"',
    'province = "00"',
    "amended = 2021-01-01",
    'levels = ["township", "county"]',
    'extends = "national-2020"',
    "",
)
