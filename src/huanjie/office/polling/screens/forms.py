"""The forms of polling day."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huanjie.law.finding import WrongInput
from huanjie.office.committee.pages import day_field
from huanjie.office.face.words import either
from huanjie.office.polling.places import places_from
from huanjie.office.polling.rows import Place
from huanjie.office.polling.words import BOX_KINDS
from huanjie.office.seats.models import Constituency


class CountField(forms.IntegerField):
    """A whole number from 0, in digits of any width."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=9_999_999, **options)


class OpenForm(forms.Form):
    """The day of the first vote."""

    held_on = day_field(_("投票日"))


class AnnounceForm(forms.Form):
    """When and where everybody votes; one line a place."""

    hours = forms.CharField(
        label=_("投票时间"), max_length=40, help_text=_("公告上的写法，例如 7时至17时。")
    )
    places = forms.CharField(
        label=_("投票地点"),
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_(
            "每行一处：选区号，地点；方式（投票站、选举大会、流动票箱）可写在第三栏，时间在第四栏。"
        ),
    )
    on = day_field(_("公布日期"))

    def __init__(self, *args: Any, constituencies: Iterable[Constituency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._constituencies = constituencies

    def clean_places(self) -> list[Place]:
        """The places that the lines name."""
        try:
            return places_from(self.cleaned_data["places"], self._constituencies)
        except WrongInput as fault:
            raise forms.ValidationError(fault.reason) from fault


class BoxForm(forms.Form):
    """A box as it goes out."""

    number = CountField(label=_("票箱号"))
    kind = forms.ChoiceField(label=_("类型"))
    name = forms.CharField(label=_("名称"), max_length=80)
    scrutineers = CountField(label=_("监票人数"), initial=2)
    ballots_received = CountField(label=_("领票"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(key, either(*words)) for key, words in BOX_KINDS.items()]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]


class MarksForm(forms.Form):
    """What the voter register and the seals of a box show."""

    own = CountField(label=_("本人投票人数"))
    proxy = CountField(label=_("委托投票人数"))
    without_ground = CountField(label=_("流动票箱缺事由人数"), initial=0)
    seal_closed = forms.CharField(label=_("出发封签号"), max_length=40, required=False)
    seal_opened = forms.CharField(label=_("启封封签号"), max_length=40, required=False)


class NothingForm(forms.Form):
    """An act that needs no more than its button."""
