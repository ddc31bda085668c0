"""The forms of quotas and constituencies."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huanjie.law.pack import UnitType
from huanjie.office.committee.models import Election
from huanjie.office.committee.pages import day_field
from huanjie.office.committee.queries import level_of
from huanjie.office.face.words import either
from huanjie.office.seats.files import parse_scope
from huanjie.office.seats.models import Constituency
from huanjie.office.seats.queries import QuotaFigures
from huanjie.office.seats.table import ConstituencyRow, scope_cell
from huanjie.office.seats.words import BASES, GROUNDS, KINDS, UNIT_KINDS, WORDS_EN


def choices(words: dict[str, str]) -> list[tuple[str, str]]:
    """Code and word in the page's language."""
    return [(code, either(word, WORDS_EN[word])) for word, code in words.items()]


class QuotaForm(forms.Form):
    """A quota decision, in the order of the paper."""

    unit_kind = forms.ChoiceField(label=gettext_lazy("单位类型"))
    population = forms.IntegerField(label=gettext_lazy("人口"), min_value=1)
    basis = forms.ChoiceField(label=gettext_lazy("人口口径"))
    basis_date = day_field(gettext_lazy("人口截止日期"))
    source = forms.CharField(label=gettext_lazy("人口来源"), max_length=120)
    total = forms.IntegerField(
        label=gettext_lazy("代表总名额"),
        min_value=1,
        help_text=gettext_lazy("决定文件上的总数，含另加名额和驻军名额。"),
    )
    supplement = forms.IntegerField(label=gettext_lazy("其中另加名额"), min_value=0, initial=0)
    garrison = forms.IntegerField(label=gettext_lazy("其中驻军名额"), min_value=0, initial=0)
    last_total = forms.IntegerField(label=gettext_lazy("上届名额"), min_value=0)
    ground = forms.ChoiceField(label=gettext_lazy("事由"))
    body = forms.CharField(label=gettext_lazy("决定机关"), max_length=80)
    document_no = forms.CharField(label=gettext_lazy("文号"), max_length=60)
    decided_on = day_field(gettext_lazy("决定日期"))

    def __init__(self, *args: Any, election: Election, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        level = level_of(election)
        kinds = {w: code for w, code in UNIT_KINDS.items() if UnitType(code).level is level}
        for name, words in (("unit_kind", kinds), ("basis", BASES), ("ground", GROUNDS)):
            self.fields[name].choices = choices(words)  # type: ignore[attr-defined]

    def figures(self) -> QuotaFigures:
        """What was typed, as the checks of the law take it."""
        given = {k: v for k, v in self.cleaned_data.items() if k != "decided_on"}
        return QuotaFigures(**given)


class FileForm(forms.Form):
    """A file of constituencies."""

    file = forms.FileField(
        label=gettext_lazy("选区划分一览表"),
        help_text=gettext_lazy("CSV 或 XLSX，第一行为栏目名称；可以含其他选举的行，只取本选举的。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
    )


class EmptyForm(forms.Form):
    """Only a button."""


class PublishForm(forms.Form):
    """The day of publication."""

    on = day_field(gettext_lazy("公布日期"))


def items_of(cell: str) -> list[str]:
    """The items of a typed 范围, parted by semicolons or line ends."""
    return [item.strip() for item in re.split(r"[;；\n]", cell) if item.strip()]


class ConstituencyForm(forms.Form):
    """One row of the table by hand."""

    number = forms.IntegerField(label=gettext_lazy("选区号"), min_value=1)
    name = forms.CharField(label=gettext_lazy("选区名称"), max_length=80)
    kind = forms.ChoiceField(label=gettext_lazy("类型"))
    scope = forms.CharField(
        label=gettext_lazy("范围"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "村（居）十二位代码，以分号隔开；只含部分村民小组的写 代码#1,2；单位写 单位:名称。"
        ),
    )
    population = forms.IntegerField(label=gettext_lazy("人口"), min_value=1)
    seats = forms.IntegerField(label=gettext_lazy("应选名额"), min_value=1, max_value=3)
    is_urban = forms.BooleanField(label=gettext_lazy("城镇选区"), required=False)

    def __init__(self, *args: Any, fixed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices(KINDS)  # type: ignore[attr-defined]
        if fixed:
            self.fields["number"].widget.attrs["readonly"] = True

    def clean_scope(self) -> str:
        """The cell, whose parts must be readable."""
        cell: str = self.cleaned_data["scope"]
        wrong = [
            item for item in re.split(r"[;；\n]", cell) if item.strip() and not parse_scope(item)
        ]
        if wrong:
            raise forms.ValidationError(_("看不懂“%(part)s”。") % {"part": wrong[0].strip()})
        return cell

    def row(self) -> ConstituencyRow:
        """The row as the table takes it."""
        given = self.cleaned_data
        parts = (part for item in items_of(given["scope"]) for part in parse_scope(item))
        return ConstituencyRow(
            number=given["number"],
            name=given["name"].strip(),
            kind=given["kind"],
            parts=tuple(parts),
            population=given["population"],
            seats=given["seats"],
            is_urban=given["is_urban"],
        )


def initial_of(row: ConstituencyRow, found: Constituency) -> dict[str, Any]:
    """What the form shows of a stored row."""
    return {
        "number": found.number,
        "name": found.name,
        "kind": found.kind,
        "scope": scope_cell(row.parts),
        "population": found.population,
        "seats": found.seats,
        "is_urban": found.is_urban,
    }
