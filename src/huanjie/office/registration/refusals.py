"""What the office itself refuses, beside the law: the codes of `messages/office_registration`."""

from huanjie.law.article import Article
from huanjie.law.finding import Fact, Finding, Severity


def refusal(code: str, article: Article, /, **facts: Fact) -> Finding:
    """A finding that stops a step, with the figures of its sentence."""
    return Finding(code, article, Severity.ERROR, facts)
