"""What the screens of the returns share: tabs, who may act, figures as lines of a page."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.figures.definition import tables
from huanjie.figures.figure import Return
from huanjie.law.finding import Severity
from huanjie.office.face.cards import Card
from huanjie.office.face.parts import Tab
from huanjie.office.face.templatetags.face import parse_article
from huanjie.office.face.words import either, language
from huanjie.office.ledger.actor import Actor
from huanjie.office.people.models import Unit
from huanjie.office.people.roles import Role
from huanjie.office.returns.exports import Line, lines_of
from huanjie.office.returns.queries.parts import levels_below

READERS = (Role.OFFICE, Role.COMMITTEE, Role.STANDING_COMMITTEE, Role.GUIDE)


def tabs(member: Actor, current: str) -> list[Tab]:
    """The rooms of the returns; sums and reporting only where units lie below."""
    unit = Unit.objects.filter(code=member.unit).first()
    below = bool(unit and levels_below(unit))
    doors = [
        ("index", _("本单位报表"), True),
        ("sending", _("报送"), True),
        ("arrivals", _("收件"), below),
        ("reporting", _("报送情况"), below),
        ("rollup", _("汇总"), below),
        ("compare", _("对比"), True),
        ("situations", _("情况报告"), True),
        ("keys", _("密钥"), True),
        ("registers", _("登记册移交"), _has_register(member, unit)),
    ]
    return [
        Tab(label, reverse(f"returns:{name}"), name == current) for name, label, is_open in doors
        if is_open
    ]  # fmt: skip


def _has_register(member: Actor, unit: Unit | None) -> bool:
    """Registers are handed over between counties and townships; a guide has none to read."""
    return (
        unit is not None
        and unit.level in ("county", "township")
        and bool(member.roles & {Role.OFFICE, Role.COMMITTEE, Role.STANDING_COMMITTEE})
    )


def chapters(current: str, address: str) -> list[Tab]:
    """T1 to T9 as tabs of a page."""
    return [Tab(code, f"{address}?t={code}", code == current) for code in tables()]


def chosen(asked: str) -> str:
    """The return asked for; T1 for none of ours."""
    return asked if asked in tables() else "T1"


def lines_by_table(content: Return, code: str) -> list[Line]:
    """The printed lines of one return in the language of the page."""
    return lines_of(content, tables()[code], language())


def kept_card(kept: Mapping[str, Any]) -> Card:
    """A fault as it was kept with a bundle, as a card."""
    place = f"{kept['file']}:{kept['line']}" if kept["line"] else str(kept["file"])
    words = either(str(kept["zh"]), str(kept["en"]))
    facts = [(_("文件"), place)]
    if kept["column"]:
        facts.append((_("栏"), str(kept["column"])))
    return Card(
        Severity(kept.get("severity", "error")),
        words,
        either(str(kept["next_zh"]), str(kept["next_en"])),
        parse_article("P K32"),
        str(kept["code"]),
        facts=tuple(facts),
    )
