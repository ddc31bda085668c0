"""The forms for accounts and for looking at an ID number."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from huanjie.office.face.words import either
from huanjie.office.people.models import Account, Unit
from huanjie.office.people.queries import units_within
from huanjie.office.people.roles import ROLE_NAMES, Role


def role_choices() -> list[tuple[str, str]]:
    """The roles by name in the page's language."""
    return [(role.value, either(*ROLE_NAMES[role])) for role in Role]


class DayInput(forms.DateInput):
    """A day as browsers pick it."""

    input_type = "date"

    def format_value(self, value: Any) -> str | None:
        """ISO, which is what the browser's control takes."""
        return value.isoformat() if isinstance(value, date) else value


class RolesForm(forms.Form):
    """The roles of an account."""

    roles = forms.MultipleChoiceField(
        label=_("角色"), choices=role_choices, widget=forms.CheckboxSelectMultiple
    )

    def clean_roles(self) -> list[Role]:
        """The roles as roles."""
        return [Role(name) for name in self.cleaned_data["roles"]]


class PasswordForm(forms.Form):
    """A new password, typed twice."""

    password = forms.CharField(
        label=_("初始密码"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("至少 10 个字符。本人首次登录后应自行修改。"),
    )
    again = forms.CharField(
        label=_("再输一次"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean_password(self) -> str:
        """Refuse a weak one."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password

    def clean(self) -> dict[str, Any]:
        """Both must be the same."""
        given: dict[str, Any] = super().clean() or {}
        if "password" in given and given["password"] != given.get("again"):
            self.add_error("again", _("两次输入的密码不一致。"))
        return given


class AccountForm(PasswordForm, RolesForm):
    """A new account."""

    username = forms.SlugField(label=_("账号"), max_length=60, help_text=_("字母、数字和连字符。"))
    name = forms.CharField(label=_("姓名"), max_length=60)
    unit = forms.ModelChoiceField(
        queryset=Unit.objects.none(), label=_("单位"), empty_label=_("请选择")
    )
    expires_on = forms.DateField(
        label=_("有效期至"),
        required=False,
        widget=DayInput,
        help_text=_("通常到选举工作结束为止。"),
    )
    field_order = ("username", "name", "unit", "roles", "password", "again", "expires_on")

    def __init__(self, *args: Any, unit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = units_within(unit).exclude(level="village")
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def clean_username(self) -> str:
        """An account's name is given once."""
        name: str = self.cleaned_data["username"]
        if Account.objects.filter(username__iexact=name).exists():
            raise ValidationError(_("已有这个账号。"))
        return name


class ReasonForm(forms.Form):
    """Why an account is closed or an ID number looked at."""

    reason = forms.CharField(label=_("理由"), max_length=200, min_length=2, strip=True)
