"""The mandate of a deputy: credentials, recall, resignation, termination, and the empty seat.

Source: 选举法 46 to 57; rules.md §10 to §13.
"""

from huanjie.law.tenure.credentials import (
    MANDATE,
    Announcement,
    Chain,
    Credentials,
    Deputy,
    Opinion,
    check_announcement,
    check_areas,
    check_completion,
    check_deputies_list,
    check_opinion,
    is_affiliated,
)

__all__ = [
    "MANDATE",
    "Announcement",
    "Chain",
    "Credentials",
    "Deputy",
    "Opinion",
    "check_announcement",
    "check_areas",
    "check_completion",
    "check_deputies_list",
    "check_opinion",
    "is_affiliated",
]
