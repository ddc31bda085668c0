"""The forms of setting up an election and timing it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huanjie.office.committee.acts import ACTS, MATTERS
from huanjie.office.committee.pages import DayInput, day_field
from huanjie.office.face.words import either


class ElectionForm(forms.Form):
    """What a new election is called and under whose rules it stands."""

    title = forms.CharField(label=_("名称"), max_length=80)
    province = forms.RegexField(
        r"^\d\d$",
        label=_("省级代码"),
        max_length=2,
        help_text=_("行政区划代码的前两位，决定适用哪一省的实施细则。"),
        error_messages={"invalid": _("填写两位数字。")},
    )
    is_synthetic = forms.BooleanField(label=_("这是演练，不是真实选举"), required=False)


class MemberForm(forms.Form):
    """An appointment as the decision states it."""

    post = forms.ChoiceField(label=_("职务"))
    name = forms.CharField(label=_("姓名"), max_length=60)
    sex = forms.ChoiceField(label=_("性别"))
    position = forms.CharField(label=_("单位及职务"), max_length=80)
    body = forms.CharField(
        label=_("任命机关"),
        max_length=80,
        help_text=_("县、乡两级选举委员会的组成人员都由县级人大常委会任命。"),
    )
    document_no = forms.CharField(label=_("文号"), max_length=60)
    appointed_on = day_field(_("任命日期"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = post_choices()  # type: ignore[attr-defined]
        self.fields["sex"].choices = [  # type: ignore[attr-defined]
            ("1", either("男", "male")),
            ("2", either("女", "female")),
        ]


def post_choices() -> list[tuple[str, str]]:
    """The posts of a committee."""
    return [
        ("chair", either("主任", "chair")),
        ("vice_chair", either("副主任", "vice chair")),
        ("member", either("委员", "member")),
    ]


class ReleaseForm(forms.Form):
    """When and why a member leaves."""

    left_on = day_field(_("离任日期"))
    reason = forms.CharField(
        label=_("离任原因"), max_length=20, help_text=_("如：列为代表候选人、工作调动。")
    )


class DayForm(forms.Form):
    """Election day and the day of the decision."""

    day = day_field(_("选举日"))
    decided_on = day_field(_("决定日期"))


class WhatIfForm(forms.Form):
    """A trial election day."""

    day = day_field(_("假设选举日改为"), required=False)


class PlanForm(forms.Form):
    """A day for each act but polling, whose day the committee fixes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for act in ACTS.values():
            if act.id != "polling":
                self.fields[act.id] = forms.DateField(
                    label=either(act.zh, act.en), widget=DayInput, required=False
                )


class DoneForm(forms.Form):
    """The day an act was done."""

    done_on = day_field(_("完成日期"))


class DecisionForm(forms.Form):
    """A decision as the paper states it."""

    matter = forms.ChoiceField(label=_("事项"))
    subject = forms.CharField(label=_("对象"), max_length=120)
    value = forms.CharField(label=_("决定"), max_length=200)
    body = forms.CharField(label=_("机关"), max_length=80)
    document_no = forms.CharField(label=_("文号"), max_length=60, required=False)
    decided_on = day_field(_("日期"))
    reason = forms.CharField(
        label=_("理由"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["matter"].choices = matter_choices()  # type: ignore[attr-defined]


def matter_choices() -> list[tuple[str, str]]:
    """The matters that the law leaves to a body, with the form of their value."""
    return [(matter, either(*words)) for matter, words in MATTERS.items()]
