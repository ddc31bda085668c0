"""The forms between the levels."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huanjie.law.finding import WrongInput
from huanjie.office.committee.pages import DayInput, day_field
from huanjie.office.face.words import either
from huanjie.office.guidance.lines import duty_rows, group_rows
from huanjie.office.guidance.models import Group
from huanjie.office.guidance.rows import DutyRow, GroupRow, ResolutionRow
from huanjie.office.guidance.words import (
    GROUP_KINDS,
    POSTS,
    REQUEST_KINDS,
    URGENCIES,
    Words,
)
from huanjie.office.people.models import Unit
from huanjie.office.people.roles import ROLE_NAMES, Role
from huanjie.office.seats.models import Constituency

ROWS = 6
CARRIERS = (Role.OFFICE, Role.COMMITTEE, Role.STANDING_COMMITTEE, Role.LIAISON, Role.GUIDE,
            Role.REGISTRAR)  # fmt: skip


class FilesInput(forms.ClearableFileInput):
    """A control that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, or none; the page hands them on itself."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Each file by itself."""
        rows = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(row, initial) for row in rows if row]


def text_field(label: Any, *, rows: int = 4, required: bool = True, hint: Any = "") -> Any:
    """A field for several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=widget, required=required, help_text=hint)


def choose(form: forms.Form, name: str, choices: Iterable[tuple[Any, str]]) -> None:
    """Give a field its choices in the language of the page."""
    form.fields[name].choices = list(choices)  # type: ignore[attr-defined]


def worded(words: Mapping[str, Words]) -> list[tuple[str, str]]:
    """Keys with their words in the language of the page."""
    return [(key, either(*pair)) for key, pair in words.items()]


def unit_choices(units: Iterable[Unit]) -> list[tuple[str, str]]:
    """Units by code."""
    return [(unit.code, unit.name) for unit in units]


class NothingForm(forms.Form):
    """An act that needs no more than its button."""


class DayForm(forms.Form):
    """The day of an act."""

    on = day_field(_("日期"))


class RemarkForm(forms.Form):
    """Why, in words."""

    remark = text_field(_("意见"))


class GroupForm(forms.Form):
    """A group as the document that forms it states."""

    kind = forms.ChoiceField(label=_("类别"))
    name = forms.CharField(label=_("名称"), max_length=80)
    constituency = forms.ModelChoiceField(
        label=_("选区"),
        queryset=Constituency.objects.none(),
        required=False,
        help_text=_("选区工作组和选民小组才选。"),
    )
    document_no = forms.CharField(label=_("文号"), max_length=60, required=False)
    from_on = day_field(_("成立日期"))

    def __init__(self, *args: Any, unit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "kind", worded(GROUP_KINDS))
        rows = Constituency.objects.filter(election__unit_id=unit).order_by("number")
        self.fields["constituency"].queryset = rows  # type: ignore[attr-defined]


class GroupLinesForm(forms.Form):
    """Many groups of one kind, pasted."""

    kind = forms.ChoiceField(label=_("类别"))
    from_on = day_field(_("成立日期"))
    lines = text_field(
        _("名单"),
        rows=12,
        hint=_("每行一组：选区号，名称，组长，电话，其他成员（用顿号分开）。可从表格直接粘贴。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = {key: GROUP_KINDS[key] for key in ("constituency", "voters")}
        choose(self, "kind", worded(kinds))

    def clean_lines(self) -> list[GroupRow]:
        """The groups that the lines name."""
        try:
            return group_rows(self.cleaned_data["lines"])
        except WrongInput as fault:
            raise forms.ValidationError(fault.reason) from fault


class MemberForm(forms.Form):
    """Somebody who joins a group."""

    post = forms.ChoiceField(label=_("组内职务"))
    name = forms.CharField(label=_("姓名"), max_length=60)
    position = forms.CharField(label=_("单位及职务"), max_length=80, required=False)
    phone = forms.CharField(
        label=_("电话"), max_length=30, required=False, help_text=_("只在办公系统内显示。")
    )
    from_on = day_field(_("加入日期"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "post", worded(POSTS))


class FollowForm(forms.Form):
    """A unit that a group follows."""

    unit = forms.ChoiceField(label=_("单位"))
    from_on = day_field(_("开始日期"))

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "unit", unit_choices(units))


class DutyForm(forms.Form):
    """The roster of some days, pasted."""

    lines = text_field(
        _("值班表"),
        rows=10,
        hint=_("每行一人：日期，姓名，电话。填了的日期整天替换，其他日期不变。"),
    )

    def clean_lines(self) -> list[DutyRow]:
        """The duties that the lines name."""
        try:
            return duty_rows(self.cleaned_data["lines"])
        except WrongInput as fault:
            raise forms.ValidationError(fault.reason) from fault


class MeetingForm(forms.Form):
    """A meeting to be held."""

    title = forms.CharField(label=_("会议名称"), max_length=120)
    day = day_field(_("日期"))
    place = forms.CharField(label=_("地点"), max_length=80, required=False)
    chair = forms.CharField(label=_("主持人"), max_length=60, required=False)
    agenda = text_field(_("议程"))
    group = forms.ModelChoiceField(
        label=_("召集的组织"), queryset=Group.objects.none(), required=False
    )

    def __init__(self, *args: Any, groups: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]


class HeldForm(forms.Form):
    """A meeting that was held, with what it decided: one row a resolution."""

    day = day_field(_("日期"))
    present = text_field(_("到会人员"), rows=3)
    minutes = text_field(_("会议情况"), rows=5, required=False)

    def __init__(self, *args: Any, units: Sequence[Unit], own: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [(role.value, either(*ROLE_NAMES[role])) for role in CARRIERS]
        for n in range(1, ROWS + 1):
            self.fields[f"text{n}"] = text_field(_("议定事项"), rows=2, required=False)
            self.fields[f"unit{n}"] = forms.ChoiceField(
                label=_("承办单位"), choices=unit_choices(units), initial=own
            )
            self.fields[f"role{n}"] = forms.ChoiceField(label=_("承办"), choices=roles)
            self.fields[f"person{n}"] = forms.CharField(
                label=_("承办人"), max_length=60, required=False
            )
            self.fields[f"due{n}"] = forms.DateField(
                label=_("完成期限"), widget=DayInput, required=False
            )

    @property
    def plain(self) -> list[forms.BoundField]:
        """The fields above the rows."""
        return [self[name] for name in ("day", "present", "minutes")]

    @property
    def grid(self) -> list[list[forms.BoundField]]:
        """The rows of fields."""
        return grid(self, ("text", "unit", "role", "person", "due"))

    def clean(self) -> dict[str, Any]:
        """What was decided is due on a day."""
        given = super().clean() or {}
        for n in range(1, ROWS + 1):
            if given.get(f"text{n}") and not given.get(f"due{n}"):
                self.add_error(f"due{n}", _("写明完成期限。"))
        return given

    def resolutions(self) -> list[ResolutionRow]:
        """The rows that were filled in."""
        given = self.cleaned_data
        return [
            ResolutionRow(
                given[f"text{n}"], given[f"unit{n}"], given[f"role{n}"], given[f"due{n}"],
                given[f"person{n}"],
            )
            for n in range(1, ROWS + 1)
            if given[f"text{n}"]
        ]  # fmt: skip


class DoneForm(forms.Form):
    """How something was carried out."""

    on = day_field(_("落实日期"))
    note = text_field(_("落实情况"))


class RequestForm(forms.Form):
    """A request or a report."""

    kind = forms.ChoiceField(label=_("文种"))
    addressee = forms.ChoiceField(
        label=_("主送"),
        required=False,
        help_text=_("系统内的上级单位；主送系统外机关的选“系统外机关”。"),
    )
    body = forms.CharField(
        label=_("系统外机关"), max_length=80, required=False, help_text=_("如：同级党委。")
    )
    matter = forms.CharField(label=_("标题"), max_length=160)
    text = text_field(_("正文"), rows=8)
    urgency = forms.ChoiceField(label=_("缓急"))
    due = day_field(_("请于何日前答复"), required=False)
    attached = FilesField(label=_("附件"), required=False)

    def __init__(self, *args: Any, superiors: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "kind", worded(REQUEST_KINDS))
        choose(self, "urgency", reversed(worded(URGENCIES)))
        outside = ("", either("系统外机关", "a body outside"))
        choose(self, "addressee", [*unit_choices(superiors), outside])

    def clean(self) -> dict[str, Any]:
        """A body outside has a name."""
        given = super().clean() or {}
        if not given.get("addressee") and not given.get("body"):
            self.add_error("body", _("写明主送机关。"))
        return given


class RevisionForm(forms.Form):
    """A draft written again."""

    matter = forms.CharField(label=_("标题"), max_length=160)
    text = text_field(_("正文"), rows=8)
    urgency = forms.ChoiceField(label=_("缓急"))
    due = day_field(_("请于何日前答复"), required=False)
    attached = FilesField(label=_("附件"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "urgency", reversed(worded(URGENCIES)))


class AnswerForm(forms.Form):
    """The answer to a request."""

    answer = text_field(_("答复"), rows=6)
    document_no = forms.CharField(label=_("文号"), max_length=60, required=False)
    on = day_field(_("答复日期"))
    attached = FilesField(label=_("附件"), required=False)


class ReplyForm(AnswerForm):
    """The answer of a body outside, as it came."""

    answered_by = forms.CharField(label=_("答复机关"), max_length=80)


class ConcludeForm(forms.Form):
    """What was done upon an answer, and who was told."""

    done = text_field(_("办理情况"))
    told = forms.CharField(label=_("告知了谁"), max_length=200)
    told_on = day_field(_("告知日期"))


def grid(form: forms.Form, names: Sequence[str]) -> list[list[forms.BoundField]]:
    """The fields of the numbered rows, row by row."""
    return [[form[f"{name}{n}"] for name in names] for n in range(1, ROWS + 1)]
