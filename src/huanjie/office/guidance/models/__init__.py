"""The records between the levels, one module for each kind."""

from huanjie.office.guidance.models.groups import Duty, Following, Group, GroupMember
from huanjie.office.guidance.models.meetings import Meeting, Resolution
from huanjie.office.guidance.models.questions import Answer, Question
from huanjie.office.guidance.models.requests import Request
from huanjie.office.guidance.models.visits import Observation, Slip, SlipReply, Visit

__all__ = [
    "Answer",
    "Duty",
    "Following",
    "Group",
    "GroupMember",
    "Meeting",
    "Observation",
    "Question",
    "Request",
    "Resolution",
    "Slip",
    "SlipReply",
    "Visit",
]
