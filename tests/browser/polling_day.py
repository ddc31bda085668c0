"""Where and when everybody votes; boxes, seals, and who took part by which manner."""

from __future__ import annotations

from tests.browser import county
from tests.browser.county import COUNTY
from tests.browser.desk import House
from tests.browser.paper import FIRST, FIRST_VOTE, SECOND, THIRD, VOTERS, Paper


def announce(house: House) -> None:
    """The committee says where and when; a line that names no constituency is refused."""
    head = house.at("county-committee")
    head.go(f"/polling/{COUNTY}/announce/")
    head.fill({"投票时间": "7时至17时", "投票地点": "9，竹坪村部", "公布日期": "2026-12-15"})
    head.press("公布")
    head.reads("第1行")
    places = "1，竹坪村部，投票站，7时至17时\n1，敬老院，流动票箱，9时至11时\n2，茶园小学，投票站"
    head.fill({"投票地点": places})
    head.press("公布")
    head.has_receipt("公布投票时间地点")


def open_polling(house: House) -> None:
    """The rolls are closed on V, the ballots are fixed."""
    head = house.at("county-committee")
    head.go(f"/registration/{COUNTY}/rolls/")
    head.press("选民名单定案")
    head.fill({"日期": county.POLLING_DAY})
    head.press("定案")
    head.has_receipt("选民名单定案")
    desk = house.at("county-office")
    desk.go(f"/polling/{COUNTY}/open/")
    desk.reads("2 个选区尚未设立投票")
    desk.press("设立全部选区的投票")
    desk.has_receipt("设立全部选区投票")
    desk.go(f"/polling/{COUNTY}/1/")
    desk.reads(str(VOTERS), FIRST, SECOND, THIRD, "还没有登记票箱")


def hold(house: House, paper: Paper, ordinal: int) -> None:
    """Boxes go out, come back with their registers and seals, and the poll is closed."""
    desk = house.at("county-office")
    place = f"/polling/{COUNTY}/{paper.number}/{ordinal}/"
    for at, box in enumerate(paper.boxes, 1):
        desk.go(f"{place}box/")
        desk.fill({"票箱号": str(at), "类型": box.kind, "名称": box.name})
        desk.fill({"监票人数": "2", "领票": str(box.received)})
        desk.press("登记")
        desk.has_receipt("登记票箱")
        desk.go(f"{place}box/{at}/")
        desk.fill({"本人投票人数": str(box.own), "委托投票人数": str(box.proxy)})
        desk.fill({"出发封签号": box.seal, "启封封签号": box.seal})
        desk.press("保存")
        desk.has_receipt("登记本轮全部票箱")
    desk.reads(str(paper.participants), *(box.name for box in paper.boxes))
    desk.picture(f"polling-round-{ordinal}")
    desk.press("投票截止")
    desk.reads(f"参加投票 {paper.participants} 人，票箱 {len(paper.boxes)} 个")
    desk.press("确认截止")
    desk.has_receipt("投票截止")


def first_vote(house: House) -> None:
    """Polling day in the first constituency; the others follow by the services."""
    open_polling(house)
    hold(house, FIRST_VOTE, 1)
    house.office.work("poll")
