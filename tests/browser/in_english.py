"""Every main page in English: no Chinese is left but names and what people wrote."""

from __future__ import annotations

import re

from tests.browser import county
from tests.browser.county import COUNTY, TOWN
from tests.browser.desk import PHONE, Desk, House
from tests.browser.setting_up import STAFF

STAGES = ("committee", "seats", "registration", "nomination", "polling", "counting", "tenure")
PAGES = {
    "county-office": (
        "/",
        "/overview/",
        "/bulletin/",
        "/documents/",
        "/jobs/",
        "/jobs/1/",
        "/inbox/",
        "/ledger/",
        "/search/?q=竹坪",
        *(f"/{stage}/{unit}/" for stage in STAGES for unit in (COUNTY, TOWN)),
        *(f"/committee/{COUNTY}/{page}/" for page in ("members", "day", "timetable", "decisions")),
        f"/committee/{COUNTY}/timetable/plan/",
        f"/seats/{COUNTY}/quota/",
        f"/seats/{COUNTY}/1/",
        *(
            f"/registration/{COUNTY}/{page}/"
            for page in (
                "imports", "imports/1", "imports/1/errors", "imports/add", "duplicates",
                "duplicates/1", "persons", "rolls", "rolls/1", "rolls/1/late", "rolls/2/appeal",
                "not-listed", "balance", "changes", "changes/1", "appeals", "appeals/1",
            )
        ),
        f"/nomination/{COUNTY}/1/",
        f"/nomination/{COUNTY}/rulings/",
        f"/polling/{COUNTY}/1/",
        f"/polling/{COUNTY}/1/1/",
        f"/counting/{COUNTY}/1/1/",
        f"/counting/{COUNTY}/1/1/checks/",
        f"/counting/{COUNTY}/1/1/opening/",
        f"/counting/{COUNTY}/1/1/determination/",
        f"/counting/{COUNTY}/1/2/determination/",
        f"/tenure/{COUNTY}/deputies/",
    ),
    "county-committee": (
        f"/registration/{COUNTY}/close/",
        f"/nomination/{COUNTY}/formal/",
        f"/polling/{COUNTY}/announce/",
        f"/committee/{COUNTY}/decisions/new/",
        f"/tenure/{COUNTY}/publish/",
    ),
    "county-sc": (f"/committee/{COUNTY}/members/appoint/",),
    "admin": ("/people/", "/people/open/", "/people/2/"),
}  # fmt: skip
IN_PUBLIC = ("/p/", "/p/notices/", f"/p/notices/{COUNTY}/", "/p/look-up/", "/accounts/login/")

PEOPLE = (*county.BAMBOO_ADULTS, *county.TEA_ADULTS, county.MISSED)
WRITTEN = (
    *(person.name for person in PEOPLE),
    *(name for _username, name, _unit, _roles in STAFF),
    "向世英", "覃国栋", "郭海燕", "系统管理员", "录入员1", "录入员2",
    "县委副书记", "县人大常委会副主任", "县公安局副局长", "竹坪村村民", "村民",
    "湖南省人民代表大会常务委员会", county.COUNTY_SC, "公安机关人口统计", "湘水人常", "人常", "号",
    "湘水县人民代表大会换届选举", "枫林镇人民代表大会换届选举",
    "湘水县选举委员会", "枫林镇选举委员会",
    "中国共产党湘水县委员会", "中国共产党枫林镇委员会", "枫林镇妇女联合会",
    "湘水县", "枫林镇", "竹坪村选区", "茶园村选区", "竹坪选区", "茶园选区",
    "竹坪村", "茶园村", "竹坪",
    "竹坪村部投票站", "流动票箱一", "县-001-L01", "县-001-Z01", "汉", "公民身份号码", "中文",
    "人口信息.csv", "选区划分一览表.csv", "选区划分一览表-初稿.csv",
    "户口簿、身份证", "派出所证明，仍住竹坪村", "户籍仍在本选区，外出务工不丧失选民资格。",
    "一名选民领票后将选票带走，未投入票箱", "已复核该张无效票，所选人数超过应选名额",
)  # fmt: skip
"""Names of people, places and bodies, and what the story's people typed or uploaded."""
NOTICE = re.compile(r"^\S*(关于\S*的公告|选民名单(补正)?公告)(（第\d+号）)?$")
"""The titles of notices are official texts: they stay as they were posted."""
JOB = re.compile(r"^(读入人口文件 人口信息\.csv|公布已有结果的选区)$")
"""What a job was called when it was started."""
CHINESE = re.compile(r"[\u4e00-\u9fff]+")


def read_all(house: House) -> None:
    """Open every page in English and gather what is still Chinese, page by page."""
    left: dict[str, list[str]] = {}
    for username, pages in PAGES.items():
        gather(house.at(username), pages, left)
    gather(house.window(PHONE), IN_PUBLIC, left)
    assert not left, "\n".join(f"{page}: {words}" for page, words in left.items())


def gather(desk: Desk, pages: tuple[str, ...], left: dict[str, list[str]]) -> None:
    """What is Chinese on these pages though nobody of the story wrote it."""
    for page in pages:
        desk.go(page + ("&" if "?" in page else "?") + "lang=en")
        words = chinese(desk)
        if words:
            left[page] = words


def chinese(desk: Desk) -> list[str]:
    """The Chinese words of a page that are no data."""
    body = desk.page.locator("body")
    lines = body.evaluate(VISIBLE)
    found = []
    for line in lines:
        rest = "" if NOTICE.match(line) or JOB.match(line) else line
        for words in sorted(WRITTEN, key=len, reverse=True):
            rest = rest.replace(words, " ")
        if CHINESE.search(rest):
            found.append(line)
    return found


VISIBLE = """body => {
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const lines = new Set();
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (parent.closest("script, style, .is-data, [lang=zh-hans]")) continue;
    const line = walker.currentNode.textContent.trim();
    if (line) lines.add(line);
  }
  for (const each of body.querySelectorAll("[placeholder], [aria-label], [title], [alt]"))
    for (const name of ["placeholder", "aria-label", "title", "alt"])
      if (each.getAttribute(name)) lines.add(each.getAttribute(name));
  return [...lines];
}"""
