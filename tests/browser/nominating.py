"""Nomination forms with their signatures, the lists, what the voter groups say."""

from __future__ import annotations

from tests.browser import county
from tests.browser.county import BAMBOO_ADULTS, CANDIDATES, COUNTY, TEA_ADULTS, Villager
from tests.browser.desk import Desk, House

SIGNERS = BAMBOO_ADULTS[5:15]
NAMES = [person.name for person in CANDIDATES]


def introduce(desk: Desk, place: int, person: Villager) -> None:
    """A nominee as the form introduces him."""
    desk.put(
        {
            f"nominees-{place}-name": person.name,
            f"nominees-{place}-id_number": person.id_number,
            f"nominees-{place}-sex": person.sex,
            f"nominees-{place}-ethnicity": "汉",
            f"nominees-{place}-birth": person.birth,
            f"nominees-{place}-political": "群众",
            f"nominees-{place}-education": "高中",
            f"nominees-{place}-position": "竹坪村村民",
            f"nominees-{place}-reason": "办事公道，联系群众",
        }
    )


def nominate(house: House) -> None:
    """An organisation's form and a form of ten voters, whose lines are checked while typed."""
    desk = house.at("county-office")
    desk.go("/")
    desk.reads("提名推荐尚未开始")
    desk.picture("home-nominating")
    desk.go(f"/nomination/{COUNTY}/open/")
    desk.press("开始提名")
    desk.has_receipt("开始接受提名")
    desk.go(f"/nomination/{COUNTY}/1/enter/?kind=organization")
    desk.fill({"表号": "县-001-Z01", "推荐组织": "中国共产党湘水县委员会"})
    desk.fill({"收到日期": county.FORMS_DAY})
    introduce(desk, 0, CANDIDATES[0])
    introduce(desk, 1, CANDIDATES[1])
    desk.press("保存推荐表")
    desk.has_receipt("收到推荐表")
    desk.go(f"/nomination/{COUNTY}/1/")
    desk.reads(NAMES[0], NAMES[1], "人数不足，应当继续推荐")
    joint_form(desk)
    desk.go(f"/nomination/{COUNTY}/1/")
    desk.reads(*NAMES, "在法定人数以内")
    desk.picture("nomination")
    house.office.work("nominate")


def joint_form(desk: Desk) -> None:
    """A neighbour of the other constituency is found out while his line is typed."""
    desk.go(f"/nomination/{COUNTY}/1/enter/")
    desk.fill({"表号": "县-001-L01", "收到日期": county.FORMS_DAY})
    introduce(desk, 0, CANDIDATES[2])
    stranger = TEA_ADULTS[0]
    sign(desk, 0, stranger)
    answer = desk.page.locator("#signer-1")
    answer.get_by_text("不在本选区选民名单上").wait_for()
    for line, person in enumerate(SIGNERS):
        sign(desk, line, person)
    for line in range(1, len(SIGNERS) + 1):
        desk.page.locator(f"#signer-{line}").get_by_text("应选 2 名").wait_for()
    desk.book_picture("signatures", part="form caption")
    desk.press("保存推荐表")
    desk.has_receipt("收到推荐表")
    desk.reads("县-001-L01", "10 / 10", NAMES[2])


def sign(desk: Desk, line: int, person: Villager) -> None:
    """Type a line of the form and go on to the next field."""
    desk.put(
        {
            f"signatures-{line}-name": person.name,
            f"signatures-{line}-key": person.id_number,
        }
    )
    desk.page.keyboard.press("Tab")


def publish_preliminary(house: House) -> None:
    """All nominees of both constituencies, in the order of strokes, in one notice."""
    head = house.at("county-committee")
    head.go(f"/nomination/{COUNTY}/preliminary/")
    head.reads("待公布选区", "已具备条件")
    head.picture("preliminary-act")
    head.fill({"公布日期": county.PRELIMINARY_DAY})
    head.press("公布全部初步名单")
    head.has_receipt("公布初步候选人名单")


def consult(house: House) -> None:
    """What one voter group said is recorded; the formal list is settled by the way that is open."""
    desk = house.at("county-office")
    desk.go(f"/nomination/{COUNTY}/1/")
    desk.press("录入协商记录")
    desk.fill({"轮次": "1", "选民小组": "第一组", "到会人数": "18", "缺席人数": "1"})
    for row in desk.page.locator("tbody tr").all():
        for field, figure in zip(row.locator("input").all(), ("15", "1", "2"), strict=True):
            field.fill(figure)
    desk.picture("consultation")
    desk.press("保存记录")
    desk.has_receipt("记录讨论协商")
    head = house.at("county-committee")
    head.go(f"/nomination/{COUNTY}/1/settle/")
    head.reads("在法定人数以内：全部列为正式候选人", "各选民小组的意见", *NAMES)
    head.picture("settle-act")
    head.fill({"确定日期": county.FORMAL_DAY})
    head.press("确定正式候选人")
    head.has_receipt("确定正式候选人")
    house.office.work("settle")
    head.go(f"/nomination/{COUNTY}/formal/")
    head.fill({"公布日期": county.FORMAL_DAY})
    head.press("公布全部正式名单")
    head.has_receipt("公布正式候选人名单")
    head.go(f"/nomination/{COUNTY}/1/")
    head.reads(*NAMES, "正式候选人")
    head.picture("formal")
