"""A new member of the city's guidance group: from the log-in to the issued bulletin of the week."""

from __future__ import annotations

from collections.abc import Mapping

from tests.browser.desk import Desk, House
from tests.browser.guided_world import COUNTY, NEIGHBOUR

DAY = "2026-12-22"
"""The Tuesday after polling day: nobody has determined a result, and the plan said the 21st."""
ASKED = "选民在外地，用手机短信委托他人代为投票，算不算书面委托？"
ANSWER = (
    "不算。委托投票须经选举委员会同意，并有书面委托；"
    "手机短信不能替代委托书。来不及办理的，选民可以回原选区投票。"
)
NEXT = "各县、乡镇要在12月25日前公布选举结果；溪口县从速补报各期报表。"
TITLE = "投票日后选举工作情况"


def see_who_is_late(house: House) -> None:
    """The first page says who is late with what; the board says it of every unit and milestone."""
    desk = house.at("city.guide1")
    desk.go("/")
    desk.reads("溪口县", "从未报送", "湘水县", "计票")
    desk.book_picture("guide-home", height=900)
    desk.press("进度总览")
    desk.reads("溪口县", "从未报送", "湘水镇", "枫林镇", "云溪苗族乡")
    desk.book_picture("board", height=900)
    desk.go("/overview/late/")
    desk.reads("湘水县", "12月21日")


def open_a_late_unit(house: House) -> None:
    """From the unit's page down to the record that is missing; a silent unit says that it is."""
    desk = house.at("city.guide1")
    desk.go(f"/units/{NEIGHBOUR}/")
    desk.reads("溪口县", "从未报送")
    desk.go(f"/units/{COUNTY}/")
    desk.reads("湘水县", "唐晓梅", "石明远")
    desk.book_picture("board-unit", height=900)
    desk.go(f"/counting/{COUNTY}/")
    desk.reads("1")


def read_a_return(house: House, figures: Mapping[str, str]) -> None:
    """What the county sent is what its records say; the group reads, the office accepts."""
    desk = house.at("city.guide1")
    desk.go("/returns/arrivals/")
    desk.press("湘水县")
    desk.reads("待接收", "唐晓梅", "石爱勇")
    assert not desk.page.get_by_role("link", name="接收", exact=True).count()
    desk.press("湘水县")
    desk.go(f"{desk.path}?t=T3")
    assert desk.cell("T3.03", 2) == figures["T3.03"]
    desk.book_picture("received", height=900)
    desk.press("分选区和村")
    desk.reads("白沙村选区", "竹坪村")
    has_no_button(desk, "/returns/arrivals/2/accept/", "接收")
    office = house.at("city.office")
    office.go("/returns/keys/make/")
    office.press("建立密钥")
    office.has_receipt("密钥")
    office.go("/returns/arrivals/2/accept/")
    office.press("接收")
    office.has_receipt("接收")
    has_no_button(office, "/returns/arrivals/2/accept/", "接收")


def has_no_button(desk: Desk, path: str, words: str) -> None:
    """The page of an act that is not for this role, or done already, offers only the way back."""
    desk.go(path)
    assert not desk.page.locator("main").get_by_role("button", name=words, exact=True).count()
    desk.reads("返回")


def read_a_situation_report(house: House) -> None:
    """The four parts, and a word back."""
    desk = house.at("city.guide1")
    desk.go("/")
    desk.press("去阅处")
    desk.reads("投票日情况报告", "好的做法", "流动票箱由两名监票人陪同", "困难与问题")
    desk.picture("situation")
    desk.press("阅处")
    desk.fill({"意见": "做法好，已收入本周简报。"})
    desk.press("阅处")
    desk.has_receipt("答复情况报告")
    desk.reads("做法好，已收入本周简报。")


def answer_a_question(house: House) -> None:
    """Searched first; without a ground it is not taken, nor approved by the one who wrote it."""
    desk = house.at("city.liaison1")
    desk.go("/")
    desk.reads(ASKED)
    desk.go("/library/?q=短信能不能作为书面委托")
    desk.reads("选举法", "第四十二条")
    desk.picture("search")
    desk.go("/guidance/questions/")
    desk.press(ASKED)
    desk.press("拟答复")
    desk.press("提交审核")
    desk.fill({"答复": ANSWER, "其他依据": "选举法第四百条"})
    desk.press("提交审核")
    desk.is_refused("answer-citation-unknown")
    assert desk.labelled("答复").input_value() == ANSWER
    desk.fill({"其他依据": "选举法第四十二条"})
    desk.book_picture("answering", height=900)
    desk.press("提交审核")
    desk.has_receipt("答复")
    desk.press("审核公布")
    desk.press("审核公布")
    desk.is_refused("answer-same-person")
    second = house.at("city.liaison2")
    second.go("/")
    second.reads("答复待审核")
    second.press("审核")
    second.press("审核公布")
    second.press("审核公布")
    second.has_receipt("答复")
    second.reads(ANSWER, "第四十二条")


def visit(house: House) -> None:
    """A visit that is planned too late is refused; a held one has its findings."""
    desk = house.at("city.guide1")
    desk.go(f"/guidance/visits/plan/?unit={COUNTY}")
    desk.fill(
        {"督导内容": "计票和结果认定", "督导人员": "石明远、向红梅", "计划日期": "2026-12-01"}
    )
    desk.press("安排")
    desk.is_refused("visit-planned-late")
    desk.fill({"计划日期": DAY})
    desk.press("安排")
    desk.has_receipt("督导")
    desk.press("填报督导")
    desk.fill({"总体情况": "投票秩序良好；计票单还没有录入。"})
    desk.put({"item1": "计票录入进度", "kind1": "问题"})
    desk.put({"text1": "选举日后两天，15个选区都没有打开计票单。"})
    desk.put({"item2": "选民证逐户送达", "kind2": "好做法"})
    desk.put({"text2": "投票前三天逐户送达并签收，选民当场核对姓名。"})
    desk.press("填报")
    desk.has_receipt("督导")
    desk.reads("计票录入进度", "选民证逐户送达")
    desk.book_picture("visit", height=900)


def issue_a_slip(house: House) -> None:
    """A problem becomes a slip; the county answers it once, the group accepts the answer."""
    desk = house.at("city.guide1")
    desk.press("发提示督办")
    desk.fill({"类别": "督办单", "办理要求": "今天内完成两次录入和核对，报告原因。"})
    desk.fill({"答复期限": DAY})
    desk.press("发出")
    desk.has_receipt("发出提示督办")
    place = desk.path
    office = house.at("county.office")
    office.go("/")
    office.reads("计票录入进度")
    office.go(place)
    office.press("答复")
    office.press("答复")
    office.fill({"答复": "因停电推迟；15个选区的计票单已全部打开，今晚录完。"})
    office.press("答复")
    office.has_receipt("提示督办流转")
    office.page.go_back()
    office.go(place)
    desk.go("/")
    desk.reads("已答复")
    desk.go(place)
    desk.reads("因停电推迟")
    desk.press("认可办结")
    desk.press("认可办结")
    desk.has_receipt("提示督办流转")
    desk.book_picture("slip", height=900)


def draft_the_bulletin(house: House, figures: Mapping[str, str]) -> None:
    """The week's figures, who is late, what was answered: drafted; edited by hand."""
    desk = house.at("city.guide1")
    desk.go("/briefing/")
    desk.press("起草一期")
    desk.fill({"标题": TITLE, "起": "2026-12-23", "止": DAY})
    desk.press("起草")
    desk.reads("止于起日之前")
    desk.fill({"起": "2026-12-16"})
    desk.press("起草")
    desk.press_when_there("看结果")
    desk.reads("工作进展", "进度滞后单位", "问题解答", "督导情况", "溪口县")
    desk.reads(figures["T3.03"], figures["T2.06"])
    desk.press("添加内容")
    desk.press("添加")
    desk.fill({"内容": NEXT})
    desk.press("添加")
    desk.has_receipt("修改简报通报")
    desk.book_picture("bulletin-editor", height=1000)


def edit_in_two_tabs(house: House) -> None:
    """Words typed into an old page do not overwrite those saved since; they are not lost."""
    desk = house.at("city.guide1")
    old = Desk(desk.office, desk.page.context.new_page(), desk.album)
    old.go(desk.path)
    field = desk.page.locator("form.issue-item textarea").first
    field.fill(field.input_value() + "各县情况以报表为准。")
    desk.page.get_by_text("已保存").first.wait_for()
    late = old.page.locator("form.issue-item textarea").first
    late.fill("旧页面上的文字")
    old.page.get_by_text("■").first.wait_for()
    old.page.locator("button[value=save]").first.click()
    old.reads("没有丢")
    assert old.page.locator("main textarea").first.input_value() == "旧页面上的文字"
    old.page.close()
    desk.go(desk.path)
    assert (
        "各县情况以报表为准。" in desk.page.locator("form.issue-item textarea").first.input_value()
    )


def issue_the_bulletin(house: House, figures: Mapping[str, str]) -> None:
    """Not signed by one who wrote it; signed by the second it has number 1 and goes out."""
    desk = house.at("city.guide1")
    desk.press("送审")
    desk.press("送审")
    desk.has_receipt("送审简报通报")
    place = desk.path
    desk.press("审签")
    desk.press("签发")
    desk.is_refused("briefing-own-words")
    second = house.at("city.guide2")
    second.go("/")
    second.press("审签")
    second.reads("第 1 期", NEXT)
    second.picture("bulletin-approve")
    second.press("签发")
    second.has_receipt("签发简报通报")
    second.reads("已印发", figures["T3.03"], NEXT, "SHA-256")
    second.go(f"{place}paper/")
    second.book_picture("bulletin-paper", height=1100)
    office = house.at("county.office")
    office.go("/")
    office.press("阅读签收")
    office.reads(TITLE, figures["T3.03"])
    office.press("已阅，签收")
    office.reads("您已签收")
    desk.go(place)
    desk.reads("签收情况", "选举委员会办公室", "未签收")
    desk.book_picture("bulletin-receipts", height=420, part="h2:has-text('签收情况')")
