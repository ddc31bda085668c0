"""The forms of the count."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huanjie.office.committee.pages import day_field
from huanjie.office.counting.words import ANSWERS
from huanjie.office.face.words import either


class ExplanationForm(forms.Form):
    """Why a warning stands, or two names for a ruling."""

    code = forms.CharField(widget=forms.HiddenInput, max_length=8)
    path = forms.CharField(widget=forms.HiddenInput, max_length=120, required=False)
    text = forms.CharField(label=_("说明"), max_length=300)
    signed_by = forms.CharField(
        label=_("签字人"), max_length=120, help_text=_("两人以上用顿号分开；解除差错须两人。")
    )


class ReasonForm(forms.Form):
    """Why a final sheet is worked on again."""

    reason = forms.CharField(label=_("理由"), max_length=300)


class OnForm(forms.Form):
    """The day of an act."""

    on = day_field(_("日期"))


class OpeningForm(forms.Form):
    """How the boxes were opened for the count."""

    opened_on = day_field(_("开箱日期"))
    counted_together = forms.BooleanField(label=_("各票箱集中到一处，统一计票"), required=False)
    approval = forms.CharField(
        label=_("批准文号"),
        max_length=60,
        required=False,
        help_text=_("投票日以后才开箱的，填选举委员会批准另定日期的文号。"),
    )
    leaders_called = forms.BooleanField(
        label=_("另日开箱的，已召集选民小组长和有关人员到场"), required=False
    )


class HeldForm(forms.Form):
    """The day of a further round."""

    held_on = day_field(_("投票日"))


class NothingForm(forms.Form):
    """An act that needs no more than its button."""


class DecisionForm(forms.Form):
    """What the committee decided in a matter that the count waits for."""

    matter = forms.CharField(widget=forms.HiddenInput)
    subject = forms.CharField(widget=forms.HiddenInput)
    value = forms.CharField(label=_("决定"), max_length=200)
    body = forms.CharField(label=_("机关"), max_length=80)
    document_no = forms.CharField(label=_("文号"), max_length=60, required=False)
    decided_on = day_field(_("决定日期"))
    reason = forms.CharField(label=_("理由"), max_length=300)

    def __init__(self, *args: Any, options: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if options:
            choices = [(o, either(*ANSWERS[o]) if o in ANSWERS else o) for o in options]
            self.fields["value"] = forms.ChoiceField(label=_("决定"), choices=choices)
