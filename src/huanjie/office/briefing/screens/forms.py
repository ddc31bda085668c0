"""The forms of bulletins, circulars and study material."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huanjie.office.briefing.models import Issue
from huanjie.office.briefing.words import KINDS, SECTIONS
from huanjie.office.committee.pages import day_field
from huanjie.office.face.words import either
from huanjie.office.people.models import Unit


def named(words: Any) -> list[tuple[str, str]]:
    """Keys with their words in the page's language."""
    return [(key, either(*both)) for key, both in words.items()]


class DraftForm(forms.Form):
    """Which period, which sections, and what it corrects."""

    kind = forms.ChoiceField(label=_("类别"))
    title = forms.CharField(label=_("标题"), max_length=120)
    start = day_field(_("起"))
    end = day_field(_("止"))
    sections = forms.MultipleChoiceField(
        label=_("包括哪些栏目"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("各栏目按期间内的记录起草，起草后都可以改。"),
    )
    corrects = forms.ModelChoiceField(
        label=_("更正前一期"),
        queryset=Issue.objects.none(),
        required=False,
        empty_label=_("不更正"),
    )

    def __init__(self, *args: Any, unit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = named(KINDS)  # type: ignore[attr-defined]
        self.fields["sections"].choices = named(SECTIONS)  # type: ignore[attr-defined]
        issued = Issue.objects.filter(unit_id=unit, state="issued").order_by("-year", "-number")
        self.fields["corrects"].queryset = issued  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A period ends on the day it begins or later."""
        given: dict[str, Any] = super().clean() or {}
        start, end = given.get("start"), given.get("end")
        if start and end and end < start:
            self.add_error("end", _("止于起日之前，改其中一个日期。"))
        return given


class UnitsField(forms.MultipleChoiceField):
    """Units below, each with a box."""

    widget = forms.CheckboxSelectMultiple


class HeadForm(forms.Form):
    """The title, the issuing office, and to whom it goes."""

    title = forms.CharField(label=_("标题"), max_length=120)
    issuer = forms.CharField(label=_("编发单位"), max_length=80)
    units = UnitsField(label=_("分送"), required=False)
    copied_to = forms.CharField(
        label=_("抄送"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("系统外的单位，每行一个，例如县委办公室；只印在末页。"),
    )

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].choices = [(u.code, u.name) for u in units]  # type: ignore[attr-defined]


class ItemForm(forms.Form):
    """The words of an item as the editor posts them."""

    heading = forms.CharField(max_length=120, required=False)
    text = forms.CharField(required=False, widget=forms.Textarea)
    revision = forms.IntegerField()


class AddForm(forms.Form):
    """An item of one's own."""

    section = forms.ChoiceField(label=_("栏目"))
    heading = forms.CharField(label=_("小标题"), max_length=120, required=False)
    text = forms.CharField(label=_("内容"), widget=forms.Textarea(attrs={"rows": 6}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = named(SECTIONS)  # type: ignore[attr-defined]


class RemarkForm(forms.Form):
    """What is to be changed."""

    remark = forms.CharField(label=_("退回意见"), widget=forms.Textarea(attrs={"rows": 4}))


class DayForm(forms.Form):
    """The day of an act."""

    on = day_field(_("印发日期"))


class NothingForm(forms.Form):
    """An act that needs no more than its button."""


class MaterialForm(forms.Form):
    """Study material, and who is to read it by when."""

    title = forms.CharField(label=_("标题"), max_length=120)
    text = forms.CharField(
        label=_("内容"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("内容收入资料库，可以检索；只有文件的，不能检索文件里的字。"),
    )
    upload = forms.FileField(label=_("文件"), required=False)
    due = day_field(_("学习期限"), required=False)
    units = UnitsField(label=_("发给"))

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].choices = [(u.code, u.name) for u in units]  # type: ignore[attr-defined]
