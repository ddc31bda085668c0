"""Example data for the page that shows every component."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huanjie.figures import charts
from huanjie.law.article import ELECTION_LAW, Article
from huanjie.law.finding import Severity
from huanjie.office.face.cards import Card
from huanjie.office.face.parts import Balance, Step, Tab, Term
from huanjie.office.face.tables import Column, Table
from huanjie.office.face.words import either

ARTICLE = ELECTION_LAW[30, 2]
DAY = date(2026, 12, 20)
TODAY = date(2026, 11, 27)


@dataclass(frozen=True)
class Work:
    """An example of a work item."""

    mark: str
    subject_zh: str
    subject_en: str
    detail_zh: str
    detail_en: str
    due: date | None
    article: Article | None = None
    link: str = "#worklist"
    action_zh: str = "去处理"
    action_en: str = "Deal with it"


@dataclass(frozen=True)
class Job:
    """An example of a job half done."""

    state: str = "running"
    step: str = ""
    done: int = 128_000
    total: int = 301_442
    percent: int = 42


@dataclass(frozen=True)
class Stage:
    """An example of a stage on the rail."""

    label: str
    mark: str
    href: str = "#stage_rail"
    is_current: bool = False


class ExampleForm(forms.Form):
    """Two fields and a tick."""

    name = forms.CharField(label=gettext_lazy("姓名"), help_text=gettext_lazy("与身份证一致。"))
    votes = forms.IntegerField(label=gettext_lazy("得票"), required=False)
    agreed = forms.BooleanField(label=gettext_lazy("两人已核对"), required=False)


def work() -> list[Work]:
    """One late, one due, one waiting."""
    return [
        Work(
            "stopped",
            "花村选区联名推荐不足十人",
            "Flower Village: fewer than ten nominators",
            "名单上 9 人，其中 1 人不是本选区选民",
            "9 names, 1 of them no voter of the constituency",
            None,
            ARTICLE,
        ),
        Work(
            "due",
            "白岩镇选民名单尚未公布",
            "Baiyan: roll not yet published",
            "",
            "",
            TODAY,
            ELECTION_LAW[28],
        ),
        Work("waiting", "3 对疑似重复等待认定", "3 pairs may be duplicates", "", "", None),
    ]


def cards() -> list[Card]:
    """One finding of each severity."""
    said = {
        Severity.ERROR: _("选民十人以上联名才能推荐，本表只有 9 名有效签名。"),
        Severity.MANUAL: _("两名候选人得票相等，就他们再次投票。"),
        Severity.WARN: _("选区人口与平均数相差超过三成。"),
        Severity.OUTCOME: _("本次选举有效，过半数选民参加了投票。"),
        Severity.INFO: _("另加名额须有省级常委会的决定。"),
    }
    next_step = _("补足签名后重新收表，或者登记为不予受理。")
    figures = ((_("有效签名"), "9"), (_("至少"), "10"))
    return [
        Card(severity, words, next_step, ARTICLE, f"example-{severity}", figures)
        for severity, words in said.items()
    ]


def table(request: HttpRequest) -> Table:
    """Three constituencies."""
    rows: list[dict[str, Any]] = [
        {"name": _("第%(n)s选区") % {"n": n}, "mark": mark, "voters": voters, "day": DAY}
        for n, mark, voters in ((1, "done", 1204), (2, "doing", 980), (3, "stopped", 1533))
    ]
    columns = (
        Column("name", _("选区"), link=lambda row: "#data_table", sort="name"),
        Column("mark", _("状态"), kind="mark"),
        Column("voters", _("选民"), kind="number", sort="voters"),
        Column("day", _("选举日"), kind="date"),
    )
    return Table(request, columns, rows, caption=_("例表"))


def steps() -> list[Step]:
    """An import in its second step."""
    return [
        Step(_("收文件"), "done", "#stepper"),
        Step(_("核对每行"), "doing", note=_("17 行未导入")),
        Step(_("转入名册")),
    ]


def tabs() -> list[Tab]:
    """Three pages of a stage."""
    return [
        Tab(_("名单"), "#tabs", is_current=True),
        Tab(_("申诉"), "#tabs", count=2),
        Tab(_("更正"), "#tabs"),
    ]


def balance() -> Balance:
    """Last roll, added, struck, this roll."""
    return Balance(
        Term(_("上届"), 218_450, "#balance"),
        (Term(_("满十八周岁"), 9_120, "#balance"), Term(_("迁入"), 2_310, "#balance")),
        (Term(_("死亡"), 4_020, "#balance"), Term(_("迁出"), 5_110, "#balance")),
        Term(_("本届"), 220_750, "#balance"),
        _("名单变动平衡"),
    )


def stages() -> list[Stage]:
    """A rail in the middle of an election."""
    return [
        Stage(_("机构"), "done"),
        Stage(_("登记"), "doing", is_current=True),
        Stage(_("投票"), "todo"),
    ]


def receipts() -> list[dict[str, Any]]:
    """One receipt."""
    return [
        {
            "number": "433124000000-000417",
            "id": 0,
            "event_zh": "公布选民名单",
            "event_en": "Voter roll published",
            "at": "2026-11-30 09:12:44",
        }
    ]


def limits() -> list[charts.Limit]:
    """Two statutory limits."""
    return [
        charts.Limit(-20, either("公布选民名单", "roll published")),
        charts.Limit(-7, either("公布正式候选人", "formal list")),
    ]


def plan() -> list[charts.Block]:
    """Two planned works."""
    return [
        charts.Block(-60, -32, either("选民登记", "registration"), "◐"),
        charts.Block(-8, -8, either("正式候选人", "formal list")),
    ]


def drawing() -> str:
    """Three bars."""
    bars = [charts.Bar("甲", 812), charts.Bar("乙", 640), charts.Bar("丙", 77)]
    return charts.bars(bars, title=_("得票"))
