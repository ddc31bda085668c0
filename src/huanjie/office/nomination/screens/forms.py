"""The forms of nomination; the petition's mirrors the paper."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huanjie.law.nomination import Path
from huanjie.office.committee.pages import DayInput, day_field
from huanjie.office.face.words import either
from huanjie.office.nomination.models import Nominee
from huanjie.office.nomination.rows import NomineeData, OpinionData, SignatureData
from huanjie.roll.codes import EDUCATION, ETHNICITY, POLITICAL, table

LINES, MOST_LINES = 12, 120
"""The lines of a page of the form, and the most that one form may have."""
SERIAL_DIGITS = 7
"""A number up to so many digits is a serial of the roll, a longer one an ID number."""


class EmptyForm(forms.Form):
    """Only a button."""


class PublishForm(forms.Form):
    """The day of publication."""

    on = day_field(gettext_lazy("公布日期"))


class PetitionForm(forms.Form):
    """The head of a nomination form."""

    form_no = forms.CharField(label=gettext_lazy("表号"), max_length=40)
    received_on = day_field(gettext_lazy("收到日期"))


class OrganizationForm(PetitionForm):
    """The head of an organisation's form."""

    organizations = forms.CharField(
        label=gettext_lazy("推荐组织"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("一行一个；两个以上为联合推荐。"),
    )

    def clean_organizations(self) -> list[str]:
        """One name a line."""
        return [
            line.strip() for line in self.cleaned_data["organizations"].splitlines() if line.strip()
        ]


def _choices(name: str) -> list[tuple[str, str]]:
    return [(code.code, code.name) for code in table(name)]


class NomineeForm(forms.Form):
    """A nominee as the form introduces him."""

    name = forms.CharField(label=gettext_lazy("姓名"), max_length=60)
    id_number = forms.CharField(label=gettext_lazy("公民身份号码"), max_length=20, required=False)
    sex = forms.ChoiceField(label=gettext_lazy("性别"))
    ethnicity = forms.ChoiceField(label=gettext_lazy("民族"))
    birth = forms.DateField(label=gettext_lazy("出生日期"), widget=DayInput)
    political = forms.ChoiceField(label=gettext_lazy("政治面貌"))
    education = forms.ChoiceField(label=gettext_lazy("文化程度"))
    position = forms.CharField(label=gettext_lazy("单位及职务"), max_length=120)
    reason = forms.CharField(
        label=gettext_lazy("推荐理由"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sexes = [("1", either("男", "male")), ("2", either("女", "female"))]
        for name, choices in (
            ("sex", sexes),
            ("ethnicity", _choices(ETHNICITY)),
            ("political", _choices(POLITICAL)),
            ("education", _choices(EDUCATION)),
        ):
            blank = [("", "—")]
            self.fields[name].choices = [*blank, *choices]  # type: ignore[attr-defined]

    def as_data(self) -> NomineeData:
        """The nominee as the service takes him."""
        return NomineeData(**self.cleaned_data)


class SignatureForm(forms.Form):
    """A line of the form: who signed, with the serial of the roll or the ID number."""

    name = forms.CharField(label=gettext_lazy("姓名"), max_length=60, required=False)
    key = forms.CharField(label=gettext_lazy("选民序号或身份号码"), max_length=20, required=False)

    def as_data(self, position: int) -> SignatureData:
        """The line as the service takes it."""
        return signature_data(position, self.cleaned_data["name"], self.cleaned_data["key"])


def signature_data(position: int, name: str, key: str) -> SignatureData:
    """A line from what was typed; a short number is a serial."""
    plain = key.strip()
    if plain.isdecimal() and len(plain) <= SERIAL_DIGITS:
        return SignatureData(position, name, serial=int(plain))
    return SignatureData(position, name, plain)


def nominee_forms(data: Any, seats: int, kept: Mapping[str, str]) -> "BaseFormSet[NomineeForm]":
    """As many places for nominees as there are seats; the first must be filled.

    `kept` is what was typed before more lines were asked for.
    """
    return formset_factory(NomineeForm, extra=seats - 1, min_num=1, max_num=seats)(
        data, prefix="nominees", initial=_kept_forms(kept, "nominees") if data is None else None
    )


def signature_forms(data: Any, kept: Mapping[str, str]) -> "BaseFormSet[SignatureForm]":
    """The lines for signatures: a page more than `kept` holds, or as many as were posted."""
    lines = _kept_forms(kept, "signatures") if data is None else None
    return formset_factory(SignatureForm, extra=LINES, max_num=MOST_LINES)(
        data, prefix="signatures", initial=lines
    )


def kept_values(kept: Mapping[str, str], prefix: str) -> dict[str, str]:
    """Field → what was typed into it, of the fields whose names begin with the prefix."""
    return {key.removeprefix(prefix): kept[key] for key in kept if key.startswith(prefix)}


def _kept_forms(kept: Mapping[str, str], prefix: str) -> list[dict[str, str]]:
    """The forms of a set that hold anything, in their order."""
    total = kept.get(f"{prefix}-TOTAL_FORMS", "0")
    forms = [
        kept_values(kept, f"{prefix}-{number}-")
        for number in range(min(int(total), MOST_LINES) if total.isdecimal() else 0)
    ]
    return [each for each in forms if any(value.strip() for value in each.values())]


def nominees_in(found: "BaseFormSet[NomineeForm]") -> list[NomineeData]:
    """The places that were filled."""
    return [form.as_data() for form in found if form.has_changed() and form.cleaned_data]


def signatures_in(found: "BaseFormSet[SignatureForm]") -> list[SignatureData]:
    """The lines that were filled, numbered as on the paper."""
    return [
        form.as_data(position)
        for position, form in enumerate(found, 1)
        if form.cleaned_data.get("name") or form.cleaned_data.get("key")
    ]


class SignatureRulingForm(forms.Form):
    """Whether a signature falls, and why."""

    strike = forms.ChoiceField(label=gettext_lazy("处理"))
    reason = forms.CharField(label=gettext_lazy("理由"), max_length=120)
    ruled_on = day_field(gettext_lazy("认定日期"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("1", _("划去")), ("", _("保留"))]
        self.fields["strike"].choices = choices  # type: ignore[attr-defined]
        self.fields["strike"].required = False

    def clean_strike(self) -> bool:
        """As a yes or no."""
        return bool(self.cleaned_data["strike"])


class PetitionRulingForm(forms.Form):
    """Why a form is not accepted."""

    reason = forms.CharField(label=gettext_lazy("理由"), max_length=200)
    ruled_on = day_field(gettext_lazy("认定日期"))


class WithdrawalForm(forms.Form):
    """On which legal ground and paper a nominee leaves."""

    reason = forms.ChoiceField(label=gettext_lazy("退出原因"))
    basis = forms.CharField(
        label=gettext_lazy("依据"),
        max_length=200,
        help_text=gettext_lazy("写明书面材料，如本人书面声明、死亡证明。"),
    )
    on = day_field(gettext_lazy("日期"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [  # type: ignore[attr-defined]
            ("declined", _("本人不接受")),
            ("died", _("死亡")),
            ("ineligible", _("不具备被选举权")),
            ("foreign_funding", _("接受境外资助")),
        ]


class ConsultationForm(forms.Form):
    """What one voter group said: numbers present, and opinions on each nominee."""

    round = forms.IntegerField(label=gettext_lazy("轮次"), min_value=1, max_value=20, initial=1)
    group = forms.CharField(label=gettext_lazy("选民小组"), max_length=60)
    present = forms.IntegerField(label=gettext_lazy("到会人数"), min_value=1)
    absent = forms.IntegerField(label=gettext_lazy("缺席人数"), min_value=0)

    def __init__(self, *args: Any, nominees: Sequence[Nominee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nominees = list(nominees)
        for nominee in nominees:
            for key, label in (("for", _("赞成")), ("against", _("反对")), ("none", _("无意见"))):
                self.fields[f"{key}_{nominee.pk}"] = forms.IntegerField(
                    label=f"{nominee.name} · {label}", min_value=0
                )

    def rows(self) -> list[tuple[Nominee, Any, Any, Any]]:
        """Each nominee with his three fields."""
        return [
            (n, self[f"for_{n.pk}"], self[f"against_{n.pk}"], self[f"none_{n.pk}"])
            for n in self.nominees
        ]

    def opinions(self) -> list[OpinionData]:
        """The opinions as the service takes them."""
        given = self.cleaned_data
        return [
            OpinionData(
                n.name, given[f"for_{n.pk}"], given[f"against_{n.pk}"], given[f"none_{n.pk}"]
            )
            for n in self.nominees
        ]


class SettleForm(forms.Form):
    """Who becomes a formal candidate: all within the range, else by consultation or primary."""

    on = day_field(gettext_lazy("确定日期"))

    def __init__(self, *args: Any, nominees: Sequence[Nominee], way: Path, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nominees, self.way = list(nominees), way
        if way is not Path.CUT:
            return
        self.fields["method"] = forms.ChoiceField(
            label=_("方式"),
            choices=[("consultation", _("协商，形成较为一致的意见")), ("primary", _("预选"))],
        )
        self.fields["names"] = forms.MultipleChoiceField(
            label=_("列为正式候选人"),
            choices=[(n.name, n.name) for n in nominees],
            widget=forms.CheckboxSelectMultiple,
        )
        for nominee in nominees:
            self.fields[f"votes_{nominee.pk}"] = forms.IntegerField(
                label=_("%(name)s 预选得票") % {"name": nominee.name}, min_value=0, required=False
            )

    def settlement(self) -> dict[str, Any]:
        """The arguments of `settle_formal`."""
        given = self.cleaned_data
        if self.way is not Path.CUT:
            names = [nominee.name for nominee in self.nominees]
            return {"method": "all", "names": names, "count": len(names), "votes": None}
        votes = {n.name: given[f"votes_{n.pk}"] or 0 for n in self.nominees}
        names = list(given["names"])
        return {
            "method": given["method"],
            "names": names,
            "count": len(names),
            "votes": votes if given["method"] == "primary" else None,
        }
