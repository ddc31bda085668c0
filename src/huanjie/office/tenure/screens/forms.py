"""The forms of declaring results."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huanjie.office.committee.pages import day_field


class OnForm(forms.Form):
    """The day a result is announced."""

    on = day_field(_("公布日期"))
