"""What everybody may see: notices, results, and each voter the own line of the roll."""

from __future__ import annotations

from tests.browser import county
from tests.browser.county import BAMBOO_ADULTS, COUNTY, COUNTY_NAME
from tests.browser.desk import PHONE, House
from tests.browser.paper import FIRST, SECOND, THIRD

VOTER = BAMBOO_ADULTS[7]


def read_notices(house: House) -> None:
    """The results stand on the public page without a sign-in, and no ID number anywhere."""
    desk = house.window()
    desk.go("/p/")
    desk.reads(COUNTY_NAME, "枫林镇", "已公布结果", "当选")
    desk.book_picture("public")
    desk.go(f"/p/notices/{COUNTY}/")
    desk.picture("notices")
    desk.reads("选举日公告", "选区划分", "初步", "正式", "投票时间", "再次投票", "当选代表名单")
    assert "选民名单" not in desk.text, "rolls are posted in the village, never on the web"
    addresses = desk.page.locator(".notice-list a").evaluate_all("all => all.map(a => a.pathname)")
    for address in addresses:
        desk.go(address)
        said = desk.text
        assert not any(person.id_number in said for person in BAMBOO_ADULTS)
    newest = max(addresses, key=lambda address: int(address.strip("/").split("/")[-1]))
    desk.go(newest)
    desk.reads(f"{SECOND}（首次投票19票，再次投票18票）", f"{THIRD}（首次投票19票，再次投票14票）")
    desk.reads(FIRST, county.TEA_CANDIDATES[1].name)
    desk.book_picture("results-notice", height=1000)


def look_up(house: House) -> None:
    """On a phone: the own roll, day and place, and nothing about anybody else."""
    desk = house.window(PHONE)
    desk.go("/p/look-up/")
    desk.fill({"姓名": VOTER.name, "公民身份号码最后四位": "0000"})
    desk.press("查询")
    desk.reads("没有查到")
    desk.fill({"姓名": VOTER.name, "公民身份号码最后四位": VOTER.id_number[-4:]})
    desk.press("查询")
    desk.reads("在名单上", "竹坪选区", "竹坪村选区", "2026年12月20日", "竹坪村部", "7时至17时")
    assert VOTER.id_number[:10] not in desk.page.content()
    desk.book_picture("voter", phone=True, height=900)
