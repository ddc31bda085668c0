"""The forms of the library."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huanjie.office.face.words import either
from huanjie.office.library.texts import shelves

ACCEPTED = ".md,.markdown,.txt"


class ImportForm(forms.Form):
    """A file with the text of a statute, and which text it is."""

    file = forms.FileField(
        label=gettext_lazy("法规文本"),
        help_text=gettext_lazy(
            "Markdown 或纯文本，一个文件一部法规，每条另起一行，以“第一条”开头。"
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
    )
    text_code = forms.ChoiceField(
        label=gettext_lazy("是哪一部"),
        required=False,
        help_text=gettext_lazy("不选时按文件里的标题辨认。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = [(c, either(s.text.title, s.text.title_en)) for c, s in shelves().items()]
        field = self.fields["text_code"]
        field.choices = [("", _("按标题辨认")), *titles]  # type: ignore[attr-defined]


class NothingForm(forms.Form):
    """Only a button."""
