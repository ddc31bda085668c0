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
    "向世英", "覃国栋", "郭海燕", "系统管理员", "县委副书记", "县人大常委会副主任", "县公安局副局长",
    "湖南省", "湘水县", "枫林镇", "竹坪村", "茶园村", "竹坪", "茶园", "人民代表大会", "常务委员会",
    "换届选举", "选举委员会", "中国共产党", "妇女联合会", "委员会", "湘水人常", "人常", "号",
    "中文",
)  # fmt: skip
CHINESE = re.compile(r"[\u4e00-\u9fff]+")


def read_all(house: House, password: str = "") -> None:
    """Open every page in English and gather what is still Chinese, page by page."""
    left: dict[str, list[str]] = {}
    for username, pages in PAGES.items():
        if username == "admin" and not password:
            continue
        desk = house.window()
        desk.sign_in(username, password) if password and username == "admin" else desk.sign_in(
            username
        )
        gather(desk, pages, left)
    gather(house.window(PHONE), IN_PUBLIC, left)
    assert not left, "\n".join(f"{page}: {words}" for page, words in left.items())


def gather(desk: Desk, pages: tuple[str, ...], left: dict[str, list[str]]) -> None:
    """What is Chinese on these pages though nobody of the story wrote it."""
    for page in pages:
        desk.go(page + ("&" if "?" in page else "?") + "lang=en")
        words = chinese(desk)
        if words:
            left[page] = words
        name = page.strip("/").replace("/", "-").replace("?", "-") or "home"
        desk.picture(f"en-{name}", at=tuple(desk.page.viewport_size.values()))  # type: ignore


def chinese(desk: Desk) -> list[str]:
    """The Chinese words of a page that are no data."""
    body = desk.page.locator("body")
    lines = body.evaluate(VISIBLE)
    found = []
    for line in lines:
        rest = line
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
