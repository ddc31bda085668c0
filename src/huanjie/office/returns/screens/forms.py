"""The forms of the returns."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huanjie.figures.definition import tables
from huanjie.office.committee.models import CommitteeMember
from huanjie.office.committee.pages import day_field
from huanjie.office.face.words import either
from huanjie.office.people.models import Unit
from huanjie.office.returns.words import FILLER_POSTS, FOUR_PARTS, REVIEWER_POSTS, STAGES, SUITES


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class DrawUpForm(forms.Form):
    """Why a later version is drawn up, and what is remarked on the cover."""

    reason = forms.CharField(label=_("更正理由"), max_length=300, required=False)
    remarks = forms.CharField(label=_("备注"), required=False, widget=_area(3))

    def __init__(self, *args: Any, needs_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = needs_reason
        if not needs_reason:
            del self.fields["reason"]


class ExplainForm(forms.Form):
    """Why a warning stands."""

    code = forms.CharField(widget=forms.HiddenInput)
    paths = forms.CharField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(label=_("说明"), max_length=600, widget=_area(2))


class FillForm(forms.Form):
    """Who answers for the figures."""

    name = forms.CharField(label=_("填报人"), max_length=60)
    post = forms.ChoiceField(label=_("职务"))
    phone = forms.CharField(label=_("联系电话"), max_length=30)
    remarks = forms.CharField(label=_("备注"), required=False, widget=_area(3))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(key, either(*words)) for key, words in FILLER_POSTS.items()]
        self.fields["post"].choices = choices  # type: ignore[attr-defined]


class MemberChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A member of the committee by post and name."""

    def label_from_instance(self, member: Any) -> str:
        """主任 张三."""
        return f"{either(*REVIEWER_POSTS[member.post])} {member.name}"


class ReviewForm(forms.Form):
    """The chair or vice chair who signs."""

    member = MemberChoice(queryset=CommitteeMember.objects.none(), label=_("审核人"))

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members  # type: ignore[attr-defined]


class FilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more files."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Every file, each checked."""
        given = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(each, initial) for each in given]


class BundlesForm(forms.Form):
    """Bundles that were carried here."""

    bundles = FilesField(label=_("报送包（.hjb）"), help_text=_("可以一次选几个文件。"))


class ReceiptForm(forms.Form):
    """A receipt that was carried here."""

    file = forms.FileField(label=_("回执文件（.hjr）"))


class WordsForm(forms.Form):
    """What the receiver says."""

    words = forms.CharField(label=_("意见"), required=False, widget=_area(4))


class DemandForm(forms.Form):
    """Which tables, from whom, by when."""

    name = forms.CharField(label=_("事项"), max_length=80)
    tables = forms.MultipleChoiceField(label=_("报表"), widget=forms.CheckboxSelectMultiple)
    units = forms.MultipleChoiceField(label=_("单位"), widget=forms.CheckboxSelectMultiple)
    due_on = day_field(_("期限"))

    def __init__(self, *args: Any, below: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(t.code, f"{t.code} {either(t.zh, t.en)}") for t in tables().values()]
        self.fields["tables"].choices = named  # type: ignore[attr-defined]
        self.fields["units"].choices = [(u.code, u.name) for u in below]  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(label=_("理由"), max_length=200)


class SituationForm(forms.Form):
    """A situation report in its four parts."""

    title = forms.CharField(label=_("标题"), max_length=120)
    stage = forms.ChoiceField(label=_("阶段"))
    on = day_field(_("日期"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stages = [(key, either(*words)) for key, words in STAGES.items()]
        self.fields["stage"].choices = stages  # type: ignore[attr-defined]
        for name, words in FOUR_PARTS.items():
            self.fields[name] = forms.CharField(
                label=either(*words), required=False, widget=_area(6)
            )
        self.fields["files"] = FilesField(label=_("附件"), required=False)

    @property
    def parts(self) -> dict[str, str]:
        """The four texts."""
        return {name: self.cleaned_data.get(name, "") for name in FOUR_PARTS}


class KeyForm(forms.Form):
    """Which kind of key."""

    suite = forms.ChoiceField(label=_("算法"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        suites = [(key, either(*words)) for key, words in SUITES.items()]
        self.fields["suite"].choices = suites  # type: ignore[attr-defined]


class PeerForm(forms.Form):
    """An enrolment file with the fingerprint that was compared."""

    file = forms.FileField(label=_("登记文件（.hjk）"))
    fingerprint = forms.CharField(
        label=_("对方的指纹"), max_length=60,
        help_text=_("照对方打印件或电话报读填写，八组、每组四个字符。"),
    )  # fmt: skip


class EnrolForm(forms.Form):
    """For which subordinate, and where we can be reached."""

    unit = forms.ChoiceField(label=_("下级单位"))
    address = forms.URLField(
        label=_("本单位网络地址"), required=False, assume_scheme="https",
        help_text=_("没有网络的留空，用优盘报送。"),
    )  # fmt: skip

    def __init__(self, *args: Any, below: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(u.code, u.name) for u in below]  # type: ignore[attr-defined]


class MappingForm(forms.Form):
    """A mapping file: our fields → the lines of a province's own form."""

    mapping = forms.FileField(
        label=_("对应表（TOML）"),
        help_text=_("[form] 一节写表名，每个 [[item]] 写序号、名称和字段。"),
    )


class LastTermForm(forms.Form):
    """The figures of the last term."""

    file = forms.FileField(label=_("上届报表（CSV）"), help_text=_("CSV 每行：字段代码，数值。"))


class SendForm(forms.Form):
    """The one button, and after which bundle it was shown: an old page sends nothing twice."""

    after = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, last: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.last = last
        self.fields["after"].initial = last

    def clean(self) -> dict[str, Any]:
        """Refuse where a bundle was written since, and let the next press do it."""
        given: dict[str, Any] = self.cleaned_data
        if given.get("after") not in (None, self.last):
            self.data = {**self.data.dict(), "after": self.last}  # type: ignore[attr-defined]
            raise forms.ValidationError(
                _(
                    "这一页打开以后已经生成第 %(last)s 号报送包，没有重复生成。"
                    "确实要再报一次的，请再按一次。"
                ),
                params={"last": self.last},
            )
        return given


def _passphrase(label: Any, words: Any = "") -> forms.CharField:
    """A passphrase is called `password`, so that nobody keeps what was typed."""
    typed = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(label=label, max_length=200, widget=typed, help_text=words, strip=False)


class HandOverForm(forms.Form):
    """Whose register, and the passphrase twice."""

    area = forms.ChoiceField(label=_("乡镇"))
    password = _passphrase(_("口令"), _("至少十二个字符，用电话告诉对方，不要写在优盘上。"))
    password_again = _passphrase(_("再输一遍口令"))

    def __init__(self, *args: Any, areas: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [(u.code, u.name) for u in areas]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse two passphrases that are not one."""
        given: dict[str, Any] = self.cleaned_data
        if given.get("password") != given.get("password_again"):
            raise forms.ValidationError(_("两遍口令不一样，请重新输入。"))
        return given


class TakeOverForm(forms.Form):
    """The bundle with the passphrase that was told."""

    file = forms.FileField(label=_("登记册移交包（.hjb）"))
    password = _passphrase(_("口令"), _("打电话向移交单位问。"))


class NothingForm(forms.Form):
    """An act that needs no more than its button."""
