"""The roles of an election office. Source: domain.md §1; 三员分立 in design.md §4."""

from enum import StrEnum


class Role(StrEnum):
    """What an account may do; who may do what stands at each command."""

    COMMITTEE = "committee"
    """选举委员会: takes the decisions that the law gives to the committee."""
    OFFICE = "office"
    """选举委员会办公室: prepares, imports, drafts, publishes what was decided."""
    REGISTRAR = "registrar"
    """登记员: reports on voters and households."""
    CREW = "crew"
    """投票站工作人员: boxes, participants, ballots of one polling place."""
    CLERK = "clerk"
    """录入员: types tally sheets."""
    SCRUTINEER = "scrutineer"
    """监票人: rules on papers and signs the count."""
    CREDENTIALS = "credentials"
    """代表资格审查委员会: gives its opinion on each elected deputy."""
    STANDING_COMMITTEE = "standing_committee"
    """人大常委会（乡镇为主席团）: quotas, appointments, confirmation of deputies."""
    LIAISON = "liaison"
    """选任联（工）委: answers questions of law and policy, checks drafts."""
    GUIDE = "guide"
    """上级指导组: reads; visits, and issues reminders and slips."""
    SYSTEM_ADMIN = "system_admin"
    """系统管理员: units and accounts, no election records."""
    SECURITY_ADMIN = "security_admin"
    """安全管理员: roles and lock-outs."""
    AUDITOR = "auditor"
    """审计员: the ledger, read only."""


ROLE_NAMES: dict[Role, tuple[str, str]] = {
    Role.COMMITTEE: ("选举委员会", "Election committee"),
    Role.OFFICE: ("选举委员会办公室", "Committee office"),
    Role.REGISTRAR: ("登记员", "Registrar"),
    Role.CREW: ("投票站工作人员", "Polling crew"),
    Role.CLERK: ("录入员", "Entry clerk"),
    Role.SCRUTINEER: ("监票人", "Scrutineer"),
    Role.CREDENTIALS: ("代表资格审查委员会", "Credentials committee"),
    Role.STANDING_COMMITTEE: ("人大常委会／主席团", "Standing committee or presidium"),
    Role.LIAISON: ("选任联工作机构", "Selection and liaison staff"),
    Role.GUIDE: ("指导组", "Guidance group"),
    Role.SYSTEM_ADMIN: ("系统管理员", "System administrator"),
    Role.SECURITY_ADMIN: ("安全管理员", "Security administrator"),
    Role.AUDITOR: ("审计员", "Auditor"),
}

THREE_ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})
READING_ROLES = frozenset({Role.GUIDE, Role.AUDITOR})
