"""Accounts for the two administrators, and looking at an ID number for a stated reason."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from huanjie.law.article import PRACTICE
from huanjie.office.face.screens import perform
from huanjie.office.face.tables import Column, Table
from huanjie.office.face.words import either
from huanjie.office.people import services
from huanjie.office.people.access import MemberRequest, for_roles, signed_in
from huanjie.office.people.models import Account, Person
from huanjie.office.people.queries import accounts_within, check_readable
from huanjie.office.people.roles import ROLE_NAMES, Role
from huanjie.office.people.screens.forms import AccountForm, PasswordForm, ReasonForm, RolesForm
from huanjie.office.people.secrets import masked

ADMINISTRATORS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)


@for_roles(*ADMINISTRATORS)
def index(request: MemberRequest) -> HttpResponseBase:
    """The accounts of the unit and of those within it."""
    columns = (
        Column("username", _("账号"), link=_address, sort="username"),
        Column("name", _("姓名"), sort="name"),
        Column("unit__name", _("单位"), value=lambda a: a.unit and a.unit.name, sort="unit_id"),
        Column("roles", _("角色"), value=role_names),
        Column("expires_on", _("有效期至"), kind="date", sort="expires_on"),
        Column("last_login", _("上次登录"), kind="date", sort="last_login"),
        Column("is_active", _("状态"), value=_state, sort="is_active"),
    )
    accounts = accounts_within(request.member.unit)
    table = Table(request, columns, accounts, search=("username", "name", "unit__name"))
    if table.wants_csv:
        return table.csv("accounts")
    may_open = Role.SYSTEM_ADMIN in request.member.roles
    return render(request, "people/index.html", {"table": table, "may_open": may_open})


@for_roles(*ADMINISTRATORS)
def account(request: MemberRequest, pk: int) -> HttpResponse:
    """One account and what the administrators may do with it."""
    found = account_in_scope(request, pk)
    context = {
        "account": found,
        "roles": role_names(found),
        "is_system": Role.SYSTEM_ADMIN in request.member.roles,
        "is_security": Role.SECURITY_ADMIN in request.member.roles,
    }
    return render(request, "people/account.html", context)


@for_roles(Role.SYSTEM_ADMIN)
def open_one(request: MemberRequest) -> HttpResponse:
    """Open an account."""
    form = AccountForm(request.POST or None, unit=request.member.unit)
    context = {
        "title": _("开立账号"),
        "lead": _("系统管理员开立账号，安全管理员变更角色，审计员查看账簿：三者由三人分任。"),
        "article": PRACTICE["三员分立"],
        "form": form,
        "submit": _("开立账号"),
        "cancel": reverse("people:index"),
        "consequences": [
            _("此人从现在起可以用这个账号登录，直到有效期满。"),
            _("开立一事记入账簿。"),
        ],
    }
    if request.method == "POST" and form.is_valid():
        given = {k: v for k, v in form.cleaned_data.items() if k != "again"}
        return perform(
            request,
            services.open_account,
            success_url=_address,
            template="face/act.html",
            context=context,
            **given,
        )
    return render(request, "face/act.html", context)


@for_roles(Role.SECURITY_ADMIN)
def roles(request: MemberRequest, pk: int) -> HttpResponse:
    """Change the roles of an account."""
    found = account_in_scope(request, pk)
    held = [post.role for post in found.posts.all()]
    form = RolesForm(request.POST or None, initial={"roles": held})
    return _change(
        request,
        services.change_roles,
        found,
        form,
        title=_("变更角色：%(name)s") % {"name": found.name},
        article=PRACTICE["三员分立"],
        submit=_("变更角色"),
        consequences=[_("新的角色在下一次打开页面时生效。")],
    )


@for_roles(Role.SYSTEM_ADMIN)
def password(request: MemberRequest, pk: int) -> HttpResponse:
    """Give an account a new password."""
    found = account_in_scope(request, pk)
    return _change(
        request,
        services.set_password,
        found,
        PasswordForm(request.POST or None),
        title=_("重设密码：%(name)s") % {"name": found.name},
        submit=_("重设密码"),
        consequences=[_("原密码立即失效。"), _("账簿只记重设一事，不记密码。")],
    )


@for_roles(Role.SECURITY_ADMIN)
def close(request: MemberRequest, pk: int) -> HttpResponse:
    """Close an account."""
    found = account_in_scope(request, pk)
    return _change(
        request,
        services.close_account,
        found,
        ReasonForm(request.POST or None),
        title=_("停用账号：%(name)s") % {"name": found.name},
        submit=_("停用账号"),
        consequences=[_("此账号不能再登录。"), _("此人办过的事仍留在账簿里。")],
    )


@for_roles(Role.OFFICE, Role.COMMITTEE)
def reveal(request: MemberRequest, pk: int) -> HttpResponse:
    """Look at a whole ID number: an act with a reason, answered on the page itself."""
    person = get_object_or_404(Person, pk=pk)
    check_readable(request.member, person.county)
    form = ReasonForm(request.POST or None)
    context: dict[str, Any] = {"person": person, "form": form, "masked": masked(person.id_tail)}
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        number = services.reveal_id(person=person, reason=reason, actor=request.member)
        context |= {"number": number, "reason": reason}
    return render(request, "people/reveal.html", context)


@require_POST
@signed_in
def large_print(request: MemberRequest) -> HttpResponse:
    """Turn large print on or off for the account."""
    services.switch_large_print(account=request.user)
    back = request.POST.get("next", "/")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(back if is_ours else "/")


def account_in_scope(request: MemberRequest, pk: int) -> Account:
    """The account, of the member's unit or of one within it; else 404."""
    return get_object_or_404(accounts_within(request.member.unit), pk=pk)


def role_names(found: Account) -> str:
    """The roles of an account in the page's language."""
    return "、".join(either(*ROLE_NAMES[Role(post.role)]) for post in found.posts.all()) or "—"


def _change(
    request: MemberRequest, command: Any, found: Account, form: Any, **words: Any
) -> HttpResponse:
    context = {"form": form, "cancel": _address(found), "lead": found.username, **words}
    if request.method == "POST" and form.is_valid():
        given = {k: v for k, v in form.cleaned_data.items() if k != "again"}
        return perform(
            request,
            command,
            success_url=_address(found),
            template="face/act.html",
            context=context,
            account=found,
            **given,
        )
    return render(request, "face/act.html", context)


def _address(found: Account) -> str:
    return reverse("people:account", args=(found.pk,))


def _state(found: Account) -> str:
    return _("可用") if found.is_active else _("已停用")
