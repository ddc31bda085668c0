"""The form by which somebody says how to be told of the work."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from huanjie.office.inbox.models import Contact


class ContactForm(forms.Form):
    """Ways, address, hour, language."""

    by_email = forms.BooleanField(label=_("用电子邮件告诉我"), required=False)
    email = forms.EmailField(label=_("电子邮件地址"), max_length=254, required=False)
    by_sms = forms.BooleanField(label=_("用短信告诉我"), required=False)
    mobile = forms.CharField(
        label=_("手机号码"),
        max_length=20,
        required=False,
        validators=[RegexValidator(r"^\+?[0-9]{5,19}$", _("只填数字，可以 + 开头。"))],
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    kind = forms.ChoiceField(
        label=_("频度"),
        choices=(("daily", _("每天")), ("due", _("仅有逾期、到期或提醒时"))),
    )
    hour = forms.TypedChoiceField(
        label=_("时间"), coerce=int, choices=[(hour, f"{hour}:00") for hour in range(6, 23)]
    )
    days_before = forms.TypedChoiceField(
        label=_("期限前几天提醒"), coerce=int, choices=[(n, str(n)) for n in range(1, 8)]
    )
    language = forms.ChoiceField(label=_("语言"), choices=Contact.LANGUAGES)

    def __init__(self, *args: Any, ways: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "email" not in ways:
            del self.fields["by_email"]
        if "sms" not in ways:
            del self.fields["by_sms"]
            del self.fields["mobile"]
