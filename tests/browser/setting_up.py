"""The administrator opens accounts; committees, days, quotas and constituencies are set up."""

from __future__ import annotations

from huanjie.figures.timeline import EDGE, SPAN, WIDTH
from tests.browser import county
from tests.browser.county import COUNTY, COUNTY_NAME, COUNTY_SC, TOWN, TOWN_NAME, Files
from tests.browser.desk import PASSWORD, Desk, House

STAFF = (
    ("county-office", "周文静", COUNTY_NAME, ("选举委员会办公室",)),
    ("county-committee", "罗建华", COUNTY_NAME, ("选举委员会",)),
    ("county-sc", "刘国庆", COUNTY_NAME, ("人大常委会／主席团",)),
    ("county-scrutineer", "唐明远", COUNTY_NAME, ("监票人",)),
    ("clerk-1", "田文军", COUNTY_NAME, ("录入员",)),
    ("clerk-2", "向建平", COUNTY_NAME, ("录入员",)),
    ("town-office", "彭秀兰", TOWN_NAME, ("选举委员会办公室",)),
    ("town-committee", "龙志刚", TOWN_NAME, ("选举委员会",)),
)
ELECTIONS = ((COUNTY, "county"), (TOWN, "town"))


def open_accounts(house: House, password: str) -> None:
    """The administrator signs in with the password of the founding and opens all accounts."""
    desk = house.desks["admin"] = house.window()
    desk.sign_in("admin", "not the password")
    assert desk.page.locator("[role=alert]").count()
    desk.sign_in("admin", password)
    for username, name, unit, roles in STAFF:
        desk.go("/people/open/")
        desk.fill({"账号": username, "姓名": name, "单位": unit})
        desk.fill(dict.fromkeys(roles, "1"))
        desk.fill({"初始密码": PASSWORD, "再输一次": PASSWORD, "有效期至": "2027-03-31"})
        desk.press("开立账号")
        desk.has_receipt("账号")
    desk.go("/people/")
    desk.reads(*(name for _username, name, _unit, _roles in STAFF))
    desk.picture("accounts")


def open_elections(house: House) -> None:
    """Each office opens its own election, and is told what comes next."""
    for unit, short in ELECTIONS:
        desk = house.at(f"{short}-office")
        desk.go("/")
        desk.picture(f"home-empty-{short}")
        desk.go(f"/committee/{unit}/open/")
        desk.fill({"这是演练，不是真实选举": "1"})
        desk.press("设立选举")
        desk.has_receipt("选举")


def appoint_committees(house: House) -> None:
    """The county's standing committee appoints both committees."""
    desk = house.at("county-sc")
    members = (
        ("主任", "罗建华", "县委副书记"),
        ("副主任", "向世英", "县人大常委会副主任"),
        ("委员", "覃国栋", "县公安局副局长"),
    )
    for unit, number in ((COUNTY, "11"), (TOWN, "12")):
        for post, name, position in members:
            desk.go(f"/committee/{unit}/members/appoint/")
            desk.fill({"职务": post, "姓名": name, "性别": "男", "单位及职务": position})
            desk.fill({"文号": f"湘水人常〔2026〕{number}号", "任命日期": "2026-09-21"})
            assert desk.labelled("任命机关").input_value() == COUNTY_SC
            desk.press("录入任命")
            desk.has_receipt("选举委员会")
        desk.reads("罗建华", "向世英", "覃国栋")
    desk.picture("committee")


def fix_days(house: House) -> None:
    """A day that breaks the law shows it before it is saved; then both committees fix theirs."""
    desk = house.at("county-committee")
    desk.go(f"/committee/{COUNTY}/day/?day=2026-11-01")
    desk.picture("day-too-early")
    for unit, short in ELECTIONS:
        desk = house.at(f"{short}-committee")
        desk.go(f"/committee/{unit}/day/?day={county.POLLING_DAY}")
        desk.fill({"决定日期": "2026-09-25"})
        desk.press("确定并公布选举日")
        desk.has_receipt("选举日")
        desk.reads("2026年12月20日 星期日")


def plan(house: House) -> None:
    """Our plan is taken over; a roll published too late is marked with the article it breaks."""
    for unit, short in ELECTIONS:
        desk = house.at(f"{short}-office")
        desk.go(f"/committee/{unit}/timetable/plan/")
        if unit == COUNTY:
            desk.fill({"公布选民名单": "2026-12-05"})
            desk.press("保存日程")
            desk.is_refused("roll-published-late")
            desk.picture("timetable-broken")
            desk.go(f"/committee/{unit}/timetable/plan/")
            desk.fill({"公布选民名单": county.ROLL_DAY})
        desk.press("保存日程")
        desk.has_receipt("日程")
    desk = house.at("county-office")
    desk.go(f"/committee/{COUNTY}/timetable/")
    desk.reads("2026年11月30日", "2026年11月20日")
    desk.book_picture("timetable")
    desk.go(f"/committee/{COUNTY}/timetable/?day=2026-12-13")
    desk.reads("试算，未保存")
    drag_the_day(desk)


def drag_the_day(desk: Desk) -> None:
    """Election day is drawn along the bar; the server says in words which act it would break."""
    desk.go(f"/committee/{COUNTY}/timetable/")
    page = desk.page
    bar = page.locator(".trial .drawing svg").bounding_box()
    hand = page.locator("#trial-handle").bounding_box()
    assert bar
    assert hand
    a_day = bar["width"] * (WIDTH - 2 * EDGE) / WIDTH / (SPAN[1] - SPAN[0])
    x, y = hand["x"] + hand["width"] / 2, hand["y"] + hand["height"] - 8
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 14 * a_day, y, steps=7)
    page.mouse.up()
    page.wait_for_url("**day=2026-12-06**")
    desk.reads("提前 14 天", "公布选民名单", "法定最后一日是2026年11月16日", "文书作废")
    desk.picture("timetable-dragged")
    page.locator("#trial-handle:focus").wait_for()
    page.keyboard.press("PageUp")
    page.wait_for_url("**day=2026-12-13**")
    page.locator("#trial-handle:focus").wait_for()


def record_quotas(house: House) -> None:
    """The formula stands beside the form while it is typed; the decision is what counts."""
    desk = house.at("county-sc")
    for unit, kind, total, number in ((COUNTY, "县", "3", "21"), (TOWN, "镇", "3", "22")):
        desk.go(f"/seats/{unit}/quota/")
        is_county = unit == COUNTY
        desk.fill(
            {"单位类型": kind, "人口": "68", "人口口径": "户籍", "人口截止日期": "2025-12-31"}
        )
        desk.fill({"人口来源": "公安机关人口统计", "代表总名额": total, "上届名额": total})
        desk.fill({"其中另加名额": "0", "其中驻军名额": "0", "事由": "沿用上届"})
        body = "湖南省人民代表大会常务委员会" if is_county else COUNTY_SC
        desk.fill({"决定机关": body, "文号": f"人常〔2026〕{number}号", "决定日期": "2026-09-27"})
        formula = desk.page.locator("#formula")
        formula.get_by_text("140" if is_county else "45", exact=True).first.wait_for()
        if is_county:
            desk.picture("quota-typing")
        desk.press("记录名额")
        desk.has_receipt("名额")


def load_constituencies(house: House, files: Files) -> None:
    """A mistake is named by line, column and code; the mended file is loaded and published."""
    desk = house.at("county-office")
    desk.go(f"/seats/{COUNTY}/load/")
    desk.fill({"选区划分一览表": str(files.wrong_constituencies)})
    desk.press("收下并核对")
    desk.reads(files.wrong_constituencies.name, "第 2 行", "人口", "四十", "怎么办")
    assert desk.page.locator(".finding code").first.inner_text().startswith("R")
    assert not desk.page.get_by_role("button", name="载入").count()
    desk.picture("constituencies-refused")
    for unit, short in ELECTIONS:
        desk = house.at(f"{short}-office")
        desk.go(f"/seats/{unit}/load/")
        desk.fill({"选区划分一览表": str(files.constituencies)})
        desk.press("收下并核对")
        desk.reads("竹坪", "茶园")
        desk.picture(f"constituencies-preview-{short}")
        desk.press("载入")
        desk.has_receipt("选区")
        head = house.at(f"{short}-committee")
        head.go(f"/seats/{unit}/publish/")
        head.fill({"公布日期": county.SETTING_UP})
        head.press("公布选区")
        head.has_receipt("选区")
        head.reads("已公布")
        head.picture(f"constituencies-{short}")
