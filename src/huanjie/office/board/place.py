"""Where a reader is: the election in hand, how far its stages are, which rooms are open."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from huanjie.office.board.stages import STAGES, stage_marks
from huanjie.office.committee.models import Election
from huanjie.office.committee.queries import elections_within
from huanjie.office.face import clock
from huanjie.office.face.words import either
from huanjie.office.ledger.actor import Actor
from huanjie.office.people.roles import ROLE_NAMES, THREE_ADMINISTRATORS, Role

OFFICE_ROLES = frozenset(Role) - THREE_ADMINISTRATORS
RETURNS_ROLES = frozenset({Role.OFFICE, Role.COMMITTEE, Role.STANDING_COMMITTEE, Role.GUIDE})


@dataclass(frozen=True)
class Door:
    """A link of the frame."""

    label: str
    href: str
    is_current: bool = False
    mark: str = ""

    @property
    def title(self) -> str:
        """The label, where an election's title is meant."""
        return self.label


@dataclass(frozen=True)
class Place:
    """What the frame shows about where the reader is."""

    is_home: bool = False
    election: Election | None = None
    elections: tuple[Door, ...] = ()
    stages: tuple[Door, ...] = ()
    rooms: tuple[Door, ...] = ()
    days_left: int = 0
    roles: str = ""
    may_search: bool = False

    @property
    def days_since(self) -> int:
        """Days after election day."""
        return -self.days_left


def place_of(request: HttpRequest) -> Place:
    """The place of a request; empty without sign-in."""
    member: Actor | None = getattr(request, "member", None)
    if member is None:
        return Place()
    match = request.resolver_match
    app = match.app_name if match else ""
    is_home = bool(match and match.view_name == "board:home")
    if not OFFICE_ROLES & member.roles:
        return Place(is_home=is_home, rooms=rooms_of(member, app), roles=roles_of(member))
    elections = list(elections_within(member.unit))
    asked = str(match.kwargs.get("unit_code", "")) if match else ""
    asked = asked or request.GET.get("unit", "")
    current = in_hand(elections, asked, member.unit)
    day = current.polling_day if current else None
    return Place(
        is_home=is_home,
        election=current,
        elections=tuple(
            Door(e.title, stage_url(app, e.unit_id), is_current=e == current) for e in elections
        ),
        stages=stages_of(current, app),
        rooms=rooms_of(member, app),
        roles=roles_of(member),
        may_search=True,
        days_left=(day - clock.today()).days if day else 0,
    )


def in_hand(elections: list[Election], asked: str, unit: str) -> Election | None:
    """The election asked for; else the one of the reader's own unit; else the first."""
    by_unit = {election.unit_id: election for election in elections}
    first = elections[0] if elections else None
    return by_unit.get(asked) or by_unit.get(unit) or first


def stages_of(election: Election | None, app: str) -> tuple[Door, ...]:
    """The rail: every stage of the election with its mark."""
    if election is None:
        return ()
    marks = stage_marks([election])[election.pk]
    return tuple(
        Door(str(label), stage_url(stage, election.unit_id), stage == app, marks[stage])
        for stage, label in STAGES.items()
    )


def stage_url(app: str, unit: str) -> str:
    """The first page of a stage for a unit, or the home page for it."""
    if app in STAGES:
        try:
            return reverse(f"{app}:index", args=(unit,))
        except NoReverseMatch:
            pass
    return f"{reverse('board:home')}?unit={unit}"


def rooms_of(member: Actor, app: str) -> tuple[Door, ...]:
    """The rooms beside the stages that a member may enter."""
    doors = [
        ("guidance", _("指导"), OFFICE_ROLES),
        ("returns", _("报表"), RETURNS_ROLES),
        ("briefing", _("简报"), OFFICE_ROLES),
        ("bulletin", _("公告"), OFFICE_ROLES),
        ("documents", _("文件"), OFFICE_ROLES),
        ("library", _("法规"), OFFICE_ROLES),
        ("jobs", _("后台任务"), OFFICE_ROLES),
        ("inbox", _("通知"), OFFICE_ROLES),
        ("ledger", _("账簿"), frozenset({Role.OFFICE, Role.COMMITTEE, Role.GUIDE, Role.AUDITOR})),
        ("people", _("账号"), frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN})),
    ]
    return tuple(
        Door(label, reverse(f"{name}:index"), name == app)
        for name, label, roles in doors
        if roles & member.roles
    )


def roles_of(member: Actor) -> str:
    """What the member is, in the language of the page."""
    return "、".join(either(*ROLE_NAMES[Role(role)]) for role in sorted(member.roles))
