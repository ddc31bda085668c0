"""The kinds of notices in the language of the page."""

from django.utils.translation import gettext as _


def kind_name(kind: str) -> str:
    """What a kind of notice is called."""
    return {
        "election_day_notice": _("选举日公告"),
        "constituency_notice": _("选区划分公告"),
        "voter_roll_notice": _("选民名单公告"),
        "roll_correction_notice": _("选民名单补正公告"),
        "preliminary_list_notice": _("初步代表候选人名单公告"),
        "formal_list_notice": _("正式代表候选人名单公告"),
        "polling_notice": _("投票时间、地点公告"),
        "round_notice": _("再次投票、另行选举、重新投票公告"),
        "elected_notice": _("当选代表名单公告"),
    }.get(kind, kind)
