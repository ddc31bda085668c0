"""The documentation that follows from the law itself: article, our words, rules, cases, users.

`pages` makes the text of every page of `docs/law`; `entries` is the same data for a screen.
"""

from huanjie.law.pages.gather import Case, Entry, Rule, Status, entries, implemented, rules
from huanjie.law.pages.write import pages

__all__ = ["Case", "Entry", "Rule", "Status", "entries", "implemented", "pages", "rules"]
