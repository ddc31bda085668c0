"""What a finding card shows, whether the law or the office speaks."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.law.article import Article
from huanjie.law.catalogue import next_step, sentence, typist_sentence
from huanjie.law.finding import Finding, Severity, WrongInput
from huanjie.law.procedure import IllegalMove
from huanjie.office.face.words import language

MARKS = {
    Severity.ERROR: "■",
    Severity.MANUAL: "◇",
    Severity.WARN: "▲",
    Severity.OUTCOME: "●",
    Severity.INFO: "●",
}


@dataclass(frozen=True)
class Card:
    """A finding in the words of the page; its figures stand in the sentence.

    `facts` are further pairs of a name and a figure, both as the reader calls them.
    """

    severity: Severity
    sentence: str
    next_step: str = ""
    article: Article | None = None
    code: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    paths: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """The shape that goes with the colour."""
        return MARKS[self.severity]

    @property
    def severity_name(self) -> str:
        """How grave it is, in a word."""
        return {
            Severity.ERROR: _("不能继续"),
            Severity.MANUAL: _("等待决定"),
            Severity.WARN: _("提醒"),
            Severity.OUTCOME: _("结果"),
            Severity.INFO: _("说明"),
        }[self.severity]


def card(finding: "Finding | Card", *, typist: bool = False) -> Card:
    """The card of a finding; a typist is told only which field to compare with the paper."""
    if isinstance(finding, Card):
        return finding
    tongue = language()
    say = typist_sentence if typist else sentence
    return Card(
        finding.severity,
        say(finding, tongue),
        next_step(finding, tongue),
        finding.article,
        finding.code,
        paths=finding.paths,
    )


def moved_on(refusal: IllegalMove) -> Card:
    """The record is in another state than the page believed."""
    return Card(
        Severity.ERROR,
        _("这一步现在不能做：这一页打开以后，事情已经往下办了。"),
        _(
            "可能别人刚刚办理过，或者您在另一页办过。请返回，看现在可以办哪一步；写的内容先复制下来。"
        ),
        code=f"illegal-move {refusal.procedure}:{refusal.state}",
    )


def wrong_input(refusal: WrongInput) -> Card:
    """A question that the law cannot be asked."""
    return Card(
        Severity.ERROR,
        _("“%(field)s”填写有误：%(reason)s。") % {"field": refusal.field, "reason": refusal.reason},
        _("请改正后再提交。"),
        code="wrong-input",
        paths=(refusal.field,),
    )


def article_url(article: Article) -> str:
    """Where our words for an article stand."""
    place = ".".join(str(part) for part in article.place)
    return reverse("face:article", args=(article.text.code, place))
