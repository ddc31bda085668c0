"""What people wrote in the period: good practice, difficulties, answers, visits and slips."""

from collections.abc import Iterator
from datetime import date

from huanjie.office.briefing.drafting.rows import Drafted, Period, month_day
from huanjie.office.face.templatetags.face import parse_article
from huanjie.office.guidance.queries import answered_between, slips_between, visits_between
from huanjie.office.guidance.words import SLIP_KINDS, SLIP_STATES
from huanjie.office.returns.queries import situation_reports


def practice(period: Period) -> Iterator[Drafted]:
    """Good practice: of the situation reports, and what visits found."""
    yield from _situations(period, "practice", "practice")
    for visit in visits_between(period.unit.code, period.start, period.end):
        for seen in visit.observations.all():
            if seen.kind == "practice":
                yield _drafted(
                    "practice", f"observation:{seen.pk}", f"{visit.unit.name}：{seen.item}",
                    seen.text, f"/guidance/visits/{visit.pk}/",
                )  # fmt: skip


def difficulties(period: Period) -> Iterator[Drafted]:
    """The difficulties that the situation reports name."""
    yield from _situations(period, "difficulties", "difficulties")


def _situations(period: Period, section: str, part: str) -> Iterator[Drafted]:
    for report in situation_reports(period.unit.code, period.start, period.end):
        words = getattr(report, part).strip()
        if words:
            yield _drafted(
                section, f"situation-{part}:{report.pk}", f"{report.unit.name}：{report.title}",
                words, f"/returns/situations/{report.pk}/",
            )  # fmt: skip


def answers(period: Period) -> Iterator[Drafted]:
    """The questions of law and policy that were answered."""
    for answer in answered_between(period.unit.code, period.start, period.end):
        basis = "、".join(_cited(key) for key in answer.citations)
        cited = f"（依据：{basis}）" if basis else ""
        yield _drafted(
            "answers", f"answer:{answer.question_id}", f"问：{answer.question_text}"[:120],
            f"答：{answer.text}{cited}",
            f"/guidance/questions/{answer.question_id}/",
        )  # fmt: skip


def _cited(key: str) -> str:
    """An article in full; a parameter of a pack by its name."""
    article = parse_article(key)
    return str(article) if article else key


def supervision(period: Period) -> Iterator[Drafted]:
    """Visits made, and slips with their state."""
    visits = list(visits_between(period.unit.code, period.start, period.end))
    slips = list(slips_between(period.unit.code, period.start, period.end))
    if visits:
        rows = [[v.unit.name, _day(v.held_on), v.visitor.name, v.purpose] for v in visits]
        yield Drafted(
            section="supervision",
            key="supervision:visits",
            heading="督导检查",
            text=f"本期共督导{len({v.unit_id for v in visits})}个单位{len(visits)}次。",
            link="/guidance/visits/",
            facts={"rows": rows},
            table={"head": ["单位", "日期", "督导单位", "内容"], "rows": rows},
        )
    if slips:
        rows = [
            [s.unit.name, SLIP_KINDS[s.kind][0], s.matter, _day(s.due), SLIP_STATES[s.state][0]]
            for s in slips
        ]
        closed = sum(slip.state == "closed" for slip in slips)
        yield Drafted(
            section="supervision",
            key="supervision:slips",
            heading="工作提示和督办",
            text=f"本期发出工作提示、督办单{len(slips)}件，已办结{closed}件。",
            link="/guidance/slips/",
            facts={"rows": rows},
            table={"head": ["单位", "类别", "事项", "期限", "状态"], "rows": rows},
        )


def _day(value: date | None) -> str:
    return month_day(value) if value else "—"


def _drafted(section: str, key: str, heading: str, text: str, link: str) -> Drafted:
    facts = {"heading": heading, "text": text}
    return Drafted(section, key, heading[:120], text, link, facts)
