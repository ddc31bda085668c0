"""Somebody at a screen: signs in, reads, fills in, presses, photographs."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.browser.office import ROOT, Office

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

WIDE, BOOK, PHONE = (1440, 900), (1200, 800), (390, 844)
PASSWORD = "竹坪村口的老樟树-1987"
PICTURES = ROOT / "docs" / "pictures"
PHOTOGRAPHS = os.environ.get("HUANJIE_PICTURES") == "1"


@dataclass
class Desk:
    """A browser window of its own, with what its owner does in it."""

    office: Office
    page: Page
    album: Path

    def sign_in(self, username: str, password: str = PASSWORD) -> None:
        self.go("/accounts/login/")
        self.page.locator("[name=login]").fill(username)
        self.page.locator("[name=password]").fill(password)
        self.press("登录")

    def go(self, path: str) -> None:
        """Open an address; anything but a page is a fault."""
        answer = self.page.goto(self.office.url + path)
        status = answer.status if answer else None
        assert status == 200, f"{path}: {status}"

    def press(self, words: str) -> None:
        """Press the button or follow the link with exactly these words."""
        shown = re.compile(rf"^\s*{re.escape(words)}\s*$")
        main = self.page.locator("main").first
        for kind in ("button:visible", "a:visible"):
            found = main.locator(kind).filter(has_text=shown)
            if found.count():
                found.first.click()
                self.page.wait_for_load_state()
                return
        raise AssertionError(f"nothing to press called {words} on {self.page.url}:\n{self.text}")

    def press_when_there(self, words: str) -> None:
        """Press what appears when long work is done."""
        self.page.get_by_role("link", name=words).first.wait_for(timeout=60_000)
        self.press(words)

    @property
    def path(self) -> str:
        """The address of the page, without the question behind it."""
        return urlsplit(self.page.url).path

    def cell(self, row: str, column: int) -> str:
        """What a table says in the row that begins with these words."""
        shown = self.page.locator("main tr").filter(has=self.page.get_by_text(row, exact=True))
        return shown.first.locator("th, td").nth(column).inner_text().strip()

    def fill(self, values: Mapping[str, str]) -> None:
        """Fill fields in by their labels."""
        for label, value in values.items():
            put(self.labelled(label), value)

    def labelled(self, label: str) -> Locator:
        shown = re.compile(rf"^\s*(\d+\s*)?{re.escape(label)}\s*(可不填)?\s*$")
        return self.page.get_by_label(shown).first

    def put(self, values: Mapping[str, str]) -> None:
        """Fill fields in by their names."""
        for name, value in values.items():
            put(self.page.locator(f'[name="{name}"]').first, value)

    @property
    def text(self) -> str:
        """What the page says."""
        return self.page.locator("main").first.inner_text()

    def reads(self, *words: str) -> None:
        """The page says all of this."""
        said = self.text
        missing = [each for each in words if each not in said]
        assert not missing, f"{self.page.url} does not say {missing}:\n{said}"

    def has_receipt(self, event: str) -> None:
        """The act is done and has its number in the ledger."""
        self.page.locator(".receipt").wait_for(timeout=10_000)
        said = self.page.locator(".receipt").inner_text()
        assert event in said, said
        assert re.search(r"账簿号\s*\d+", said), said

    def is_refused(self, *codes: str) -> None:
        """Findings with these codes stand on the page, each with its next step."""
        for code in codes:
            card = self.page.locator(f'.finding[data-code="{code}"]').first
            card.wait_for(timeout=10_000)

    def picture(self, name: str, *, at: tuple[int, int] = WIDE, whole: bool = True) -> None:
        """See that the page fits a screen of that size; with HUANJIE_PICTURES=1 photograph it."""
        self._shoot(self.album / f"{name}-{at[0]}.png", at, whole=whole)

    def book_picture(
        self, name: str, *, height: int = BOOK[1], phone: bool = False, part: str = ""
    ) -> None:
        """A main page, wide and on a phone; with HUANJIE_PICTURES=1 for the tutorial too.

        `part` is where the picture of the tutorial begins, if not at the top.
        """
        self.picture(name, at=WIDE)
        self.picture(name, at=PHONE)
        if PHOTOGRAPHS:
            PICTURES.mkdir(parents=True, exist_ok=True)
            size = (PHONE[0], height) if phone else (BOOK[0], height)
            self._shoot(PICTURES / f"{name}.png", size, whole=False, part=part)

    def _shoot(self, path: Path, size: tuple[int, int], *, whole: bool, part: str = "") -> None:
        before = self.page.viewport_size
        self.page.set_viewport_size({"width": size[0], "height": size[1]})
        self.page.evaluate("scrollTo(0, 0)")
        if part:
            self.page.locator(part).first.evaluate("each => each.scrollIntoView()")
            self.page.evaluate("scrollBy(0, -80)")
        if PHOTOGRAPHS:
            self.page.screenshot(path=path, full_page=whole, animations="disabled")
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= size[0], f"{path.name}: the page is {wide} px wide on {size[0]} px"
        if before is not None:
            self.page.set_viewport_size(before)


def put(field: Locator, value: str) -> None:
    """A value into a field of any kind."""
    found = field.element_handle()  # looked for once: by its label that is dear
    kind = found.evaluate("each => each.tagName === 'SELECT' ? 'select' : each.type || ''")
    if kind == "select":
        found.select_option(label=value)
    elif kind in ("checkbox", "radio"):
        found.set_checked(value not in ("", "0"))
    elif kind == "file":
        found.set_input_files(value)
    else:
        found.fill(value)


@dataclass
class House:
    """The office with all who work in it: one window each, opened when first asked for."""

    office: Office
    browser: Browser
    album: Path
    desks: dict[str, Desk]
    password: str = PASSWORD

    def window(self, size: tuple[int, int] = WIDE) -> Desk:
        """A window in which nobody has signed in."""
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]}, locale="zh-CN", device_scale_factor=1
        )
        page = context.new_page()
        page.set_default_timeout(8_000)
        return Desk(self.office, page, self.album)

    def at(self, username: str) -> Desk:
        """The window of somebody with an account."""
        if username not in self.desks:
            self.desks[username] = self.window()
            self.desks[username].sign_in(username, self.password)
        return self.desks[username]
