"""The forms of visits and slips."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huanjie.office.committee.pages import day_field
from huanjie.office.guidance.models import Group
from huanjie.office.guidance.rows import ObservationRow
from huanjie.office.guidance.screens.forms import (
    ROWS,
    FilesField,
    choose,
    grid,
    text_field,
    unit_choices,
    worded,
)
from huanjie.office.guidance.words import FINDING_KINDS, SLIP_KINDS
from huanjie.office.people.models import Unit


class VisitForm(forms.Form):
    """A visit to be made."""

    unit = forms.ChoiceField(label=_("督导单位"))
    planned_on = day_field(_("计划日期"))
    purpose = forms.CharField(label=_("督导内容"), max_length=200)
    people = forms.CharField(label=_("督导人员"), max_length=200, required=False)
    group = forms.ModelChoiceField(label=_("指导组"), queryset=Group.objects.none(), required=False)
    is_announced = forms.BooleanField(label=_("事先告知该单位"), required=False, initial=True)

    def __init__(self, *args: Any, units: Iterable[Unit], groups: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "unit", unit_choices(units))
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]


class VisitedForm(forms.Form):
    """A visit that was made, with what it found: one row an item."""

    held_on = day_field(_("督导日期"))
    summary = text_field(_("总体情况"), rows=4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, ROWS + 1):
            self.fields[f"item{n}"] = forms.CharField(
                label=_("事项"), max_length=80, required=False
            )
            self.fields[f"kind{n}"] = forms.ChoiceField(
                label=_("性质"), choices=worded(FINDING_KINDS)
            )
            self.fields[f"text{n}"] = forms.CharField(
                label=_("情况"), required=False, widget=forms.Textarea(attrs={"rows": 2})
            )

    @property
    def plain(self) -> list[forms.BoundField]:
        """The fields above the rows."""
        return [self["held_on"], self["summary"]]

    @property
    def grid(self) -> list[list[forms.BoundField]]:
        """The rows of fields."""
        return grid(self, ("item", "kind", "text"))

    def observations(self) -> list[ObservationRow]:
        """The rows that were filled in."""
        given = self.cleaned_data
        return [
            ObservationRow(given[f"item{n}"], given[f"kind{n}"], given[f"text{n}"])
            for n in range(1, ROWS + 1)
            if given[f"item{n}"]
        ]


class SlipForm(forms.Form):
    """A reminder or a rectification slip."""

    kind = forms.ChoiceField(label=_("类别"))
    unit = forms.ChoiceField(label=_("发给"))
    matter = forms.CharField(label=_("事项"), max_length=160)
    text = text_field(_("办理要求"), rows=5)
    due = day_field(_("答复期限"))

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "kind", worded(SLIP_KINDS))
        choose(self, "unit", unit_choices(units))


class SlipReplyForm(forms.Form):
    """The answer to a slip."""

    text = text_field(_("答复"), rows=6)
    attached = FilesField(label=_("佐证材料"), required=False)


class SendBackForm(forms.Form):
    """Why an answer is not enough, and until when to do it again."""

    remark = text_field(_("退回意见"))
    due = day_field(_("新的答复期限"))
