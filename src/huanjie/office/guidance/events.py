"""What the ledger keeps of the work between the levels; no phones, no texts of questions."""

from datetime import date

from huanjie.office.ledger.events import event


@event("成立组织", "Group formed")
class GroupFormed:
    """A leading, working, voter or guidance group begins."""

    kind: str
    name: str
    from_on: date
    constituency: int | None
    document_no: str


@event("批量登记组织", "Groups entered")
class GroupsEntered:
    """Constituency working groups or voter groups of an election, with their leaders."""

    kind: str
    groups: int
    digest: str


@event("组织结束工作", "Group ended")
class GroupEnded:
    """A group has done its work."""

    name: str
    on: date


@event("加入组织", "Group member added")
class GroupMemberAdded:
    """Somebody joins a group."""

    group: str
    post: str
    name: str
    from_on: date


@event("离开组织", "Group member left")
class GroupMemberLeft:
    """Somebody leaves a group."""

    group: str
    name: str
    on: date


@event("明确联系单位", "Unit to be followed")
class UnitFollowed:
    """A group begins to follow a unit."""

    group: str
    followed: str
    from_on: date


@event("结束联系", "Unit no longer followed")
class FollowingEnded:
    """A group no longer follows a unit."""

    group: str
    followed: str
    on: date


@event("排定值班", "Duty roster set")
class DutySet:
    """Who is on duty on these days; replaces what stood for them."""

    days: tuple[date, ...]
    names: tuple[str, ...]


@event("安排会议", "Meeting planned")
class MeetingPlanned:
    """A meeting with its agenda."""

    title: str
    day: date


@event("会议已召开", "Meeting held")
class MeetingHeld:
    """A meeting was held; how many resolutions it passed."""

    title: str
    day: date
    resolutions: int


@event("取消会议", "Meeting cancelled")
class MeetingCancelled:
    """A meeting does not take place."""

    title: str
    reason: str


@event("议定事项已落实", "Resolution carried out")
class ResolutionDone:
    """What a meeting decided was carried out."""

    meeting: str
    number: int
    on: date


@event("草拟请示报告", "Request or report drafted")
class RequestDrafted:
    """A request or a report is written."""

    kind: str
    year: int
    number: int
    matter: str
    files: tuple[str, ...]


@event("请示报告流转", "Request or report moved on")
class RequestMoved:
    """What was done to a request or a report."""

    kind: str
    year: int
    number: int
    move: str
    after: str
    on: date
    document_no: str = ""


@event("提出问题", "Question asked")
class QuestionAsked:
    """A question of law or policy, its answerer and its clock."""

    year: int
    number: int
    title: str
    answerer: str
    due: date


@event("问题流转", "Question moved on")
class QuestionMoved:
    """What was done to a question."""

    year: int
    number: int
    move: str
    after: str
    on: date
    note: str = ""


@event("草拟答复", "Answer drafted")
class AnswerDrafted:
    """A version of an answer; `digest` is of its words."""

    year: int
    number: int
    version: int
    citations: tuple[str, ...]
    digest: str


@event("公布答复", "Answer approved")
class AnswerApproved:
    """A second person approved the answer, which is published by that."""

    year: int
    number: int
    version: int
    citations: tuple[str, ...]
    digest: str


@event("标记新情况新问题", "New kind of problem flagged")
class NewKindFlagged:
    """A question is, or is no longer, a new kind of problem."""

    year: int
    number: int
    is_new_kind: bool


@event("安排督导", "Visit planned")
class VisitPlanned:
    """A visit to a unit."""

    visited: str
    planned_on: date
    purpose: str


@event("督导已进行", "Visit held")
class VisitHeld:
    """A visit took place; how many good practices and problems it found."""

    visited: str
    held_on: date
    practices: int
    problems: int


@event("取消督导", "Visit cancelled")
class VisitCancelled:
    """A visit does not take place."""

    visited: str
    planned_on: date
    reason: str


@event("发出提示督办", "Slip issued")
class SlipIssued:
    """A reminder or a rectification slip."""

    kind: str
    year: int
    number: int
    addressee: str
    matter: str
    due: date


@event("提示督办流转", "Slip moved on")
class SlipMoved:
    """What was done to a slip."""

    kind: str
    year: int
    number: int
    move: str
    after: str
    on: date
    files: tuple[str, ...] = ()
    note: str = ""
