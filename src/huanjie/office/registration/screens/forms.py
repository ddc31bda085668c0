"""The forms of registration."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huanjie.law.registration import GROUNDS, Act, Reason
from huanjie.office.committee.pages import day_field
from huanjie.office.face.words import either
from huanjie.office.registration.models import DuplicateCase
from huanjie.office.registration.words import CLAIMS, FINDINGS, REASON_NAMES, SEXES


class EmptyForm(forms.Form):
    """Only a button."""


class PopulationForm(forms.Form):
    """A population file."""

    file = forms.FileField(
        label=_("人口文件"),
        help_text=_("公安机关导出的 CSV（GB18030 或 UTF-8）或 XLSX，第一行为栏目名称。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
    )
    counted_on = day_field(_("人口截止日期"), required=False)


class LastRollForm(forms.Form):
    """The roll of the last term."""

    file = forms.FileField(
        label=_("上届选民名单"),
        help_text=_("栏目：选区名称、姓名、性别、出生日期、公民身份号码、户籍地代码、村民小组。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
    )


class ReasonForm(forms.Form):
    """Why something is given up."""

    reason = forms.CharField(label=_("理由"), max_length=120)


class DayForm(forms.Form):
    """The day of an act."""

    on = day_field(_("日期"))


def _in_file(value: str) -> str:
    return gettext("原文件中为：%(value)s") % {"value": value}


class RowForm(forms.Form):
    """Ruling on a refused row: one value by column, as the file names it."""

    treatment = forms.ChoiceField(
        label=_("处理"),
        choices=(("correct", _("更正")), ("exclude", _("剔除"))),
        widget=forms.RadioSelect,
    )
    basis = forms.CharField(label=_("依据"), max_length=120)
    ruled_on = day_field(_("处理日期"))

    def __init__(
        self, *args: Any, cells: Mapping[str, str], headings: list[str], wrong: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.headings, self.wrong = headings, wrong
        for number, heading in enumerate(headings):
            had = cells.get(heading, "")
            self.fields[f"value{number}"] = forms.CharField(
                label=heading,
                required=False,
                max_length=200,
                help_text=_in_file(had) if had.strip() else _("原文件中为空"),
            )

    @property
    def wrong_fields(self) -> list[forms.BoundField]:
        """The columns that were found wrong."""
        return [self[f"value{number}"] for number in range(self.wrong)]

    @property
    def other_fields(self) -> list[forms.BoundField]:
        """The columns that nothing was found against."""
        return [self[f"value{number}"] for number in range(self.wrong, len(self.headings))]

    def changes(self) -> dict[str, str]:
        """Heading → corrected value, for the columns that were filled in."""
        given = {
            heading: self.cleaned_data[f"value{number}"].strip()
            for number, heading in enumerate(self.headings)
        }
        return {heading: value for heading, value in given.items() if value}


class CaseForm(forms.Form):
    """Ruling on a possible duplicate."""

    ruling = forms.ChoiceField(
        label=_("认定"), choices=DuplicateCase.RULINGS, widget=forms.RadioSelect
    )
    basis = forms.CharField(label=_("依据"), max_length=200)
    ruled_on = day_field(_("认定日期"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {
            "keep_left": either("1 同一人，保留甲", "1 One person, keep A"),
            "keep_right": either("2 同一人，保留乙", "2 One person, keep B"),
            "two_people": either("3 不是同一人", "3 Two people"),
        }
        self.fields["ruling"].choices = list(words.items())  # type: ignore[attr-defined]


class StatusForm(forms.Form):
    """A fact that bears on somebody's eligibility."""

    kind = forms.ChoiceField(label=_("情况"))
    body = forms.CharField(label=_("作出机关"), max_length=80)
    document_no = forms.CharField(label=_("文号"), max_length=60, required=False)
    decided_on = day_field(_("日期"))
    ends_on = day_field(_("期限"), required=False)
    destination = forms.CharField(
        label=_("目的地代码"),
        max_length=12,
        required=False,
        help_text=_("开出资格证明而在本县内登记的，填登记地村（居）的十二位代码。"),
    )
    remark = forms.CharField(label=_("备注"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(k, either(*words)) for k, words in FINDINGS.items() if k != "certificate_in"]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]


class ArrivalForm(forms.Form):
    """Somebody from elsewhere with a certificate, in the order of the paper."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    sex = forms.ChoiceField(label=_("性别"))
    birth = day_field(_("出生日期"))
    id_number = forms.CharField(label=_("公民身份号码"), max_length=18)
    ethnicity = forms.CharField(label=_("民族"), max_length=20)
    origin = forms.CharField(label=_("原户籍地"), max_length=200)
    village = forms.CharField(label=_("登记地代码"), max_length=12)
    group = forms.IntegerField(label=_("村民小组"), min_value=1, required=False)
    certificate_no = forms.CharField(label=_("证明编号"), max_length=60)
    issuer = forms.CharField(label=_("出具机关"), max_length=80)
    issued_on = day_field(_("出具日期"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sexes = [(code, either(*words)) for code, words in SEXES.items()]
        self.fields["sex"].choices = sexes  # type: ignore[attr-defined]


def reasons(act: Act) -> list[tuple[str, str]]:
    """The reasons of the law that carry an act."""
    return [
        (reason.value, either(*REASON_NAMES[reason]))
        for reason, ground in GROUNDS.items()
        if act in ground.acts and reason is not Reason.ON_APPEAL
    ]


class StrikeForm(forms.Form):
    """A proposal to strike somebody off."""

    reason = forms.ChoiceField(label=_("原因"))
    evidence = forms.CharField(label=_("证据"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = reasons(Act.STRIKE_OFF)  # type: ignore[attr-defined]


class LateForm(forms.Form):
    """A proposal to add somebody to a published roll."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    id_number = forms.CharField(label=_("公民身份号码"), max_length=18)
    reason = forms.ChoiceField(label=_("原因"))
    evidence = forms.CharField(label=_("证据"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = reasons(Act.ADD)  # type: ignore[attr-defined]


class CorrectForm(forms.Form):
    """A proposal to correct somebody's data; the old value is kept."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    sex = forms.ChoiceField(label=_("性别"))
    work_unit = forms.CharField(label=_("工作单位"), max_length=60, required=False)
    evidence = forms.CharField(label=_("证据"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sexes = [(code, either(*words)) for code, words in SEXES.items()]
        self.fields["sex"].choices = sexes  # type: ignore[attr-defined]

    def changes(self) -> dict[str, str]:
        """The fields with their values as typed; those unchanged are passed over later."""
        return {name: self.cleaned_data[name] for name in ("name", "sex", "work_unit")}


class AppealForm(forms.Form):
    """An objection to a published roll."""

    appellant = forms.CharField(label=_("申诉人"), max_length=60)
    claim = forms.ChoiceField(label=_("要求"))
    name = forms.CharField(label=_("涉及人员姓名"), max_length=60)
    id_number = forms.CharField(label=_("涉及人员公民身份号码"), max_length=18)
    evidence = forms.CharField(label=_("证据"), max_length=200)
    received_on = day_field(_("收到日期"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, either(*words)) for code, words in CLAIMS.items()]
        self.fields["claim"].choices = choices  # type: ignore[attr-defined]


class DecisionForm(forms.Form):
    """The committee's answer to an appeal."""

    result = forms.ChoiceField(label=_("决定"), widget=forms.RadioSelect)
    reasons = forms.CharField(
        label=_("理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
    decided_on = day_field(_("决定日期"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            ("changed", either("予以变更", "change the roll")),
            ("upheld", either("维持", "uphold the roll")),
        ]
        self.fields["result"].choices = choices  # type: ignore[attr-defined]


class LookUpForm(forms.Form):
    """A voter's own question."""

    name = forms.CharField(
        label=_("姓名"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    id_tail = forms.RegexField(
        label=_("公民身份号码最后四位"),
        regex=r"^\s*\d{3}[\dXx]\s*$",
        widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": "4"}),
    )
