"""The population file comes in, its faults are answered, the rolls are published and corrected."""

from __future__ import annotations

import csv
import re

from tests.browser import county
from tests.browser.county import COUNTY, LISTED_TWICE, MISSED, NOT_HERE, TOWN, WRONG_DIGIT, Files
from tests.browser.desk import Desk, House

ROWS = len(county.population_rows())
BAMBOO_VOTERS, TEA_VOTERS = len(county.BAMBOO_ADULTS), len(county.TEA_ADULTS) - 1


def import_population(house: House, files: Files) -> None:
    """The file is read by the worker beside the server; its one wrong row is in the report."""
    desk = house.at("county-office")
    desk.go(f"/registration/{COUNTY}/")
    desk.picture("registration-empty")
    desk.go(f"/registration/{COUNTY}/imports/add/")
    desk.fill({"人口文件": str(files.population), "人口截止日期": "2026-10-31"})
    desk.press("上传并读入")
    desk.page.locator(".progress-done").wait_for(timeout=30_000)
    assert desk.page.locator(".progress progress").get_attribute("value") == "100"
    desk.picture("import-job")
    desk.page.get_by_role("link", name="看结果").click()
    desk.press("继续办理")
    desk.reads(files.population.name, "R202")
    desk.book_picture("import")
    read_report(desk, files)


def read_report(desk: Desk, files: Files) -> None:
    """The report to download has the file, line, column, code and what to do."""
    line = str(county.line_of(WRONG_DIGIT))
    with desk.page.expect_download() as coming:
        desk.page.get_by_role("link", name="下载差错报告").first.click()
    text = coming.value.path().read_text("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    wrong = [row for row in rows if row["代码"] == "R202"]
    assert [(row["行"], row["文件"], row["栏目"]) for row in wrong] == [
        (line, files.population.name, "公民身份号码")
    ]
    assert wrong[0]["怎么办"]


def rule_rows(house: House) -> None:
    """While a row is open nothing is switched in; the row is mended after the household book."""
    desk = house.at("county-office")
    desk.go(f"/registration/{COUNTY}/imports/")
    desk.press("继续办理")
    desk.page.get_by_role("link", name="R202").click()
    desk.picture("import-report")
    desk.page.get_by_role("link", name=str(county.line_of(WRONG_DIGIT)), exact=True).click()
    desk.reads("公民身份号码", "R202")
    desk.picture("import-row")
    desk.fill(
        {"公民身份号码": WRONG_DIGIT.id_number, "依据": "户口簿", "处理日期": county.ROLL_DAY}
    )
    desk.press("保存处理")
    desk.has_receipt("导入差错处理")
    desk.press("转入登记册")
    desk.press("转入")
    desk.has_receipt("人口信息转入")
    desk.reads("疑似重复待认定", "1")


def decide_duplicates(house: House) -> None:
    """One keystroke chooses, the basis is typed, Enter saves."""
    desk = house.at("county-office")
    desk.go("/")
    desk.reads("今日待办", "重复", "法定日程与计划")
    desk.book_picture("worklist", height=900)
    desk.go(f"/registration/{COUNTY}/duplicates/")
    desk.press("逐对认定（1 对）")
    desk.reads(LISTED_TWICE.name, "竹坪村", "茶园村", "第 1 对，共 1 对")
    desk.book_picture("duplicates")
    desk.page.keyboard.press("1")
    desk.page.keyboard.type("派出所证明，仍住竹坪村")
    desk.page.keyboard.press("Enter")
    desk.has_receipt("重登认定")
    desk.reads("同一人，保留甲", "派出所证明，仍住竹坪村", "周文静")


def publish_rolls(house: House) -> None:
    """The county draws up its rolls and the town its own; each committee publishes."""
    for unit, short in ((COUNTY, "county"), (TOWN, "town")):
        desk = house.at(f"{short}-office")
        desk.go(f"/registration/{unit}/draft/")
        desk.press("拟定")
        desk.has_receipt("选民名单拟定")
        desk.go(f"/registration/{unit}/rolls/")
        desk.reads(str(BAMBOO_VOTERS), str(TEA_VOTERS))
        head = house.at(f"{short}-committee")
        head.go(f"/registration/{unit}/publish/")
        head.picture(f"roll-act-{short}")
        head.fill({"日期": county.ROLL_DAY})
        head.press("公布")
        head.has_receipt("选民名单公布")
        head.picture(f"rolls-{short}")
    desk = house.at("county-office")
    desk.go(f"/registration/{COUNTY}/rolls/1/")
    desk.reads(WRONG_DIGIT.name, LISTED_TWICE.name)
    assert WRONG_DIGIT.id_number not in desk.page.content()
    desk.picture("roll")
    desk.go(f"/registration/{COUNTY}/balance/")
    desk.picture("balance")
    desk.go(f"/registration/{COUNTY}/not-listed/")
    desk.reads(county.DEAD.name, "死亡")


def correct_roll(house: House) -> None:
    """One proposes, another approves: the office may not approve its own proposal."""
    desk = house.at("county-office")
    desk.go(f"/registration/{COUNTY}/rolls/1/")
    desk.press("提出补登")
    desk.fill({"姓名": MISSED.name, "公民身份号码": MISSED.id_number, "证据": "户口簿、身份证"})
    desk.fill({"原因": "漏登"})
    desk.press("提出")
    desk.has_receipt("提出名单变更")
    desk.page.get_by_role("link", name=MISSED.name).click()
    desk.reads("待批准", "周文静", "+1")
    assert not desk.page.get_by_role("link", name="批准", exact=True).count()
    head = house.at("county-committee")
    head.page.goto(desk.page.url)
    head.press("批准")
    head.fill({"日期": county.APPEAL_DAY})
    head.press("批准")
    head.has_receipt("名单变更决定")
    head.reads("罗建华")
    head.picture("correction")
    head.go(f"/registration/{COUNTY}/changes/")
    head.press("公布补正（1 处）")
    head.fill({"日期": county.APPEAL_DAY})
    head.press("公布")
    head.has_receipt("公布补正")


def appeal(house: House) -> None:
    """Somebody wants a neighbour struck off; the committee upholds the roll."""
    desk = house.at("county-office")
    desk.go(f"/registration/{COUNTY}/rolls/2/appeal/")
    desk.fill({"申诉人": "郭海燕", "要求": "要求除名", "涉及人员姓名": NOT_HERE.name})
    desk.fill({"涉及人员公民身份号码": NOT_HERE.id_number, "证据": "常年在外务工"})
    desk.fill({"收到日期": county.APPEAL_DAY})
    desk.press("受理")
    desk.has_receipt("收到名单申诉")
    head = house.at("county-committee")
    head.go(f"/registration/{COUNTY}/appeals/")
    head.page.get_by_role("link", name="郭海燕").click()
    head.press("决定申诉")
    head.page.get_by_label("维持").check()
    head.fill({"理由": "户籍仍在本选区，外出务工不丧失选民资格。"})
    head.fill({"决定日期": county.APPEAL_DAY})
    head.press("作出决定")
    head.has_receipt("名单申诉决定")
    head.reads("申诉不成立")
    head.picture("appeal")
    head.go(f"/registration/{COUNTY}/rolls/")
    figures = head.page.locator("tbody tr").all_inner_texts()
    assert re.search(rf"竹坪选区.*\b{BAMBOO_VOTERS + 1}\b", figures[0].replace("\n", " "))
    assert re.search(rf"茶园选区.*\b{TEA_VOTERS}\b", figures[1].replace("\n", " "))
