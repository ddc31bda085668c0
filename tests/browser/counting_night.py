"""Two clerks type the sheet, a scrutineer compares, the law says what follows."""

from __future__ import annotations

from collections.abc import Mapping

from tests.browser import county
from tests.browser.county import COUNTY
from tests.browser.desk import Desk, House
from tests.browser.paper import FIRST, FIRST_VOTE, MISREAD, REVOTE, SECOND, THIRD, Paper
from tests.browser.polling_day import hold

Values = Mapping[str, int | str]


def sheet_of(paper: Paper, ordinal: int) -> str:
    """Where the sheet of a round lies."""
    return f"/counting/{COUNTY}/{paper.number}/{ordinal}/"


def open_sheet(house: House, paper: Paper, ordinal: int) -> None:
    desk = house.at("county-office")
    desk.go(f"{sheet_of(paper, ordinal)}open/")
    desk.press("打开计票单")
    desk.has_receipt("打开计票单")


def begin(desk: Desk, paper: Paper, ordinal: int, which: str) -> None:
    """Take one of the two typings from the sheet's own page."""
    desk.go(sheet_of(paper, ordinal))
    desk.press(which)
    desk.reads("回车到下一栏")


def type_all(desk: Desk, values: Values) -> None:
    """Type the sheet with the keyboard alone: a value, Enter, the next."""
    fields = "[data-sheet] input:not([type=hidden])"
    names: list[str] = desk.page.locator(fields).evaluate_all("all => all.map(each => each.name)")
    missing = values.keys() - set(names)
    assert not missing, missing
    desk.page.locator(fields).first.focus()
    for name in names:
        focused = desk.page.evaluate("document.activeElement.name")
        assert focused == name, f"Enter led to {focused}, not to {name}"
        value = values.get(name, "")
        if name.startswith("signed."):
            desk.page.keyboard.press("Space")
        elif value != "":
            desk.page.keyboard.type(str(value))
        desk.page.keyboard.press("Enter")
    settle(desk)


def settle(desk: Desk) -> None:
    """Let the last section be saved by itself."""
    desk.page.wait_for_timeout(1000)
    desk.page.wait_for_load_state("networkidle")


def first_clerk(house: House) -> None:
    """A slip is found when finishing: the fault names the field, the link jumps there."""
    desk = house.at("clerk-1")
    begin(desk, FIRST_VOTE, 1, "第一次录入")
    right = FIRST_VOTE.values()
    type_all(desk, {**right, "count.collected": 23})
    desk.picture("entry-typed")
    desk.press("完成录入")
    desk.reads("请对照纸质单据核对", "收回")
    desk.book_picture("entry", height=900)
    desk.put({"count.collected": "33"})
    settle(desk)
    desk.press("改好了，再查一遍")
    desk.press("已核对，与纸质单据一致，完成录入")
    desk.reads("这次录入已完成")


def second_clerk(house: House) -> None:
    """The first clerk may not type again, the second never sees the first one's figures."""
    desk = house.at("clerk-1")
    desk.go(sheet_of(FIRST_VOTE, 1))
    assert not desk.page.get_by_role("button", name="第二次录入").count()
    desk = house.at("clerk-2")
    begin(desk, FIRST_VOTE, 1, "第二次录入")
    shown = desk.page.locator("[data-sheet] input:not([type=hidden]):not([type=checkbox])")
    assert not any(shown.evaluate_all("all => all.map(each => each.value)"))
    type_all(desk, {**FIRST_VOTE.values(), **MISREAD})
    finish(desk)


def finish(desk: Desk) -> None:
    """Finish, standing by what the paper says where a warning asks."""
    desk.press("完成录入")
    confirm = desk.page.get_by_role("button", name="已核对，与纸质单据一致，完成录入")
    if confirm.count():
        confirm.click()
        desk.page.wait_for_load_state()
    desk.reads("这次录入已完成")


def return_differences(house: House) -> None:
    """The scrutineer sees which fields differ and no figure; the clerk's are blank again."""
    desk = house.at("county-scrutineer")
    desk.go(sheet_of(FIRST_VOTE, 1))
    desk.press("处理差异")
    desk.reads("不一致的栏目（4）", SECOND, "不显示任何一方的数字")
    assert "33" not in desk.text
    desk.picture("differences")
    desk.page.locator("button[value='return:2']").click()
    desk.has_receipt("退回差异栏目")
    clerk = house.at("clerk-2")
    clerk.go(sheet_of(FIRST_VOTE, 1))
    clerk.press("第二次录入")
    clerk.reads("退回 4 栏")
    open_fields = clerk.page.locator("[data-sheet] input:not([type=hidden])")
    assert open_fields.evaluate_all("all => all.map(each => [each.name, each.value])") == [
        [name, ""] for name in MISREAD
    ]
    clerk.picture("entry-returned")
    right = FIRST_VOTE.values()
    for name in MISREAD:
        clerk.put({name: str(right[name])})
    settle(clerk)
    finish(clerk)


def check_and_finalise(house: House) -> None:
    """One paper never came back, one is void where no vote parts two people: both are explained."""
    desk = house.at("county-scrutineer")
    desk.go(f"{sheet_of(FIRST_VOTE, 1)}checks/")
    desk.is_refused("J307", "J603")
    assert not desk.page.get_by_role("link", name="定稿").count()
    desk.picture("checks")
    for words in ("一名选民领票后将选票带走，未投入票箱", "已复核该张无效票，所选人数超过应选名额"):
        desk.fill({"说明": words, "签字人": "唐明远"})
        desk.press("提交说明")
        desk.has_receipt("说明提醒")
    desk.reads("没有需要处理的差错和提醒", "唐明远")
    desk.press("定稿")
    desk.press("定稿")
    desk.has_receipt("计票单定稿")


def determine_tie(house: House) -> None:
    """24 of 34 elect; two are equal for the second seat, and a vote between them follows."""
    head = house.at("county-committee")
    head.go(f"{sheet_of(FIRST_VOTE, 1)}determination/")
    head.reads(FIRST, SECOND, THIRD, "34", "24", "19")
    head.fill({"日期": county.POLLING_DAY})
    head.press("认定本轮结果")
    head.has_receipt("认定结果")
    head.reads("再次投票")
    head.book_picture("determination", height=1000)
    head.press("设立再次投票")
    head.reads("应选 1 名", f"{THIRD}、{SECOND}")
    head.fill({"投票日": county.REVOTE_DAY})
    head.press("设立本轮投票并公告")
    head.has_receipt("设立后续轮次")


def revote(house: House) -> None:
    """The same walk on the two equal candidates; 18 against 14 elects."""
    hold(house, REVOTE, 2)
    open_sheet(house, REVOTE, 2)
    for username, which in (("clerk-1", "第一次录入"), ("clerk-2", "第二次录入")):
        desk = house.at(username)
        begin(desk, REVOTE, 2, which)
        type_all(desk, REVOTE.values())
        finish(desk)
    desk = house.at("county-scrutineer")
    desk.go(f"{sheet_of(REVOTE, 2)}checks/")
    desk.press("定稿")
    desk.press("定稿")
    desk.has_receipt("计票单定稿")
    head = house.at("county-committee")
    head.go(f"{sheet_of(REVOTE, 2)}determination/")
    head.fill({"日期": county.REVOTE_DAY})
    head.press("认定本轮结果")
    head.has_receipt("认定结果")
    head.reads(SECOND, "18", "14")
    head.picture("determination-revote")


def count(house: House) -> None:
    """Polling night and the vote between the two."""
    open_sheet(house, FIRST_VOTE, 1)
    first_clerk(house)
    second_clerk(house)
    return_differences(house)
    check_and_finalise(house)
    determine_tie(house)


def declare(house: House) -> None:
    """Both contests of the county are declared, then its deputies are published."""
    house.office.work("count")
    head = house.at("county-committee")
    head.go(f"/tenure/{COUNTY}/1/declare/")
    head.reads(f"{FIRST}（24）", f"{SECOND}（18）")
    head.fill({"公布日期": county.RESULT_DAY})
    head.press("公布本选区结果")
    head.has_receipt("公布选区结果")
    head.go(f"/tenure/{COUNTY}/")
    head.press("公布已有结果的选区")
    head.fill({"公布日期": county.RESULT_DAY})
    head.press("公布这些选区的结果")
    head.page.locator(".progress-done").wait_for(timeout=30_000)
    head.go(f"/tenure/{COUNTY}/")
    head.press("公布当选代表名单")
    head.fill({"公布日期": county.RESULT_DAY})
    head.press("公布名单")
    head.has_receipt("公布全部选举结果")
    head.picture("results")
    head.go(f"/tenure/{COUNTY}/deputies/")
    head.reads(FIRST, SECOND, county.TEA_CANDIDATES[1].name, "汉")
    head.picture("deputies")
