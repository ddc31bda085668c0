"""The words of a list's states and moves."""

from typing import Final

STATES: Final = {
    "collecting": ("提名推荐中", "collecting nominations"),
    "collected": ("提名已截止", "nominations closed"),
    "preliminary": ("初步名单已公布", "preliminary list published"),
    "consulting": ("讨论协商中", "in consultation"),
    "primary": ("预选", "primary"),
    "settled": ("正式候选人已确定", "formal list settled"),
    "formal": ("正式名单已公布", "formal list published"),
    "on_ballot": ("已印入选票", "on the ballot"),
}

LEFT: Final = {
    "declined": ("本人不接受", "declined"),
    "died": ("死亡", "died"),
    "ineligible": ("不合格", "not eligible"),
    "foreign_funding": ("境外资助", "foreign funding"),
}

MOVES: Final = {
    "close_nomination": ("截止提名", "close nominations"),
    "reopen_nomination": ("重新提名", "reopen nominations"),
    "publish_preliminary": ("公布初步名单", "publish the preliminary list"),
    "remove": ("退出名单", "remove a nominee"),
    "open_consultation": ("讨论协商", "consult"),
    "hold_primary": ("预选", "hold a primary"),
    "vote_again": ("再次预选", "repeat the primary"),
    "settle": ("确定正式候选人", "settle the formal list"),
    "unsettle": ("重新协商", "consult again"),
    "publish_formal": ("公布正式名单", "publish the formal list"),
    "print_ballots": ("印制选票", "print ballots"),
    "recall_ballots": ("收回选票", "recall ballots"),
    "receive": ("接受推荐表", "receive a form"),
}
