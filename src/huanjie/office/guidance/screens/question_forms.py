"""The forms of questions and answers."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huanjie.office.guidance.screens.forms import choose, text_field, unit_choices, worded
from huanjie.office.guidance.words import URGENCIES
from huanjie.office.people.models import Unit


class AskForm(forms.Form):
    """A question of law or policy."""

    title = forms.CharField(label=_("问题"), max_length=160)
    text = text_field(
        _("具体情况"), rows=5, hint=_("不写姓名、证件号码和住址；写清选区、日期、已做的处理。")
    )
    urgency = forms.ChoiceField(label=_("缓急"))
    answerer = forms.ChoiceField(label=_("答复单位"))
    is_new_kind = forms.BooleanField(label=_("属于新情况新问题"), required=False)

    def __init__(self, *args: Any, answerers: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "urgency", reversed(worded(URGENCIES)))
        choose(self, "answerer", unit_choices(answerers))


class DraftForm(forms.Form):
    """An answer with what it rests on."""

    question_text = text_field(
        _("公开的问题"), rows=3, hint=_("收入汇编的写法，不带姓名和具体单位。")
    )
    text = text_field(_("答复"), rows=8)
    found = forms.MultipleChoiceField(
        label=_("检索到的依据"), required=False, widget=forms.CheckboxSelectMultiple
    )
    citations = text_field(
        _("其他依据"),
        rows=3,
        required=False,
        hint=_("一行一条，如：选举法第四十五条第三款。"),
    )

    def __init__(self, *args: Any, found: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "found", found)
        if not self.fields["found"].choices:  # type: ignore[attr-defined]
            del self.fields["found"]

    def cited(self) -> list[str]:
        """The lines ticked and the lines typed."""
        given = self.cleaned_data
        return [*given.get("found", []), *given["citations"].splitlines()]


class ReferForm(forms.Form):
    """To whom a question is passed on."""

    answerer = forms.ChoiceField(label=_("转送"))
    remark = text_field(_("说明"), rows=3, required=False)

    def __init__(self, *args: Any, answerers: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "answerer", unit_choices(answerers))
