"""What stands between the levels on the night of polling: groups, duty, returns, words."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from huanjie.evidence.signature import Suite
from huanjie.office.committee.models import Election
from huanjie.office.committee.queries import members_in_force
from huanjie.office.documents.queries import path
from huanjie.office.guidance import services as guidance
from huanjie.office.guidance.rows import DutyRow
from huanjie.office.ledger.actor import Actor
from huanjie.office.people.models import Unit
from huanjie.office.people.queries import unit
from huanjie.office.people.roles import Role
from huanjie.office.returns import services as returns
from huanjie.office.returns.models import ReturnSet, SentBundle
from huanjie.office.returns.queries.keys import key_of
from huanjie.office.returns.queries.sets import explanation_key, findings_of, unexplained
from huanjie.rehearsal.stage import Stage
from huanjie.rehearsal.superior import city_of, member

DUTY_DAYS = 10
SITUATION = {
    "progress": "各投票站今天7时按时开放，全部票箱已封存运到计票场所，没有影响投票秩序的事件。",
    "practice": "投票前三天逐户送达选民证，流动票箱由两名监票人陪同，行动不便的选民在家投了票。",
    "difficulties": "外出务工选民较多，书面委托手续办理集中在最后两天，个别村值守人手不足。",
    "next_steps": "今晚完成计票录入和核对，明天上午报选举委员会认定。",
}
ASKED = (
    "选民在外地，用手机短信委托他人代为投票，算不算书面委托？",
    "有两名选民在外省务工，来不及寄回委托书，家属出示了手机短信。投票站已按没有书面委托处理。",
)
ANSWERED = (
    "委托投票的受托人可以接受几个选民的委托？",
    "有的受托人已接受三名家属的委托，还有邻居要委托。",
    "每一选民接受的委托不得超过三人。经选举委员会同意，并有选民的书面委托。",
    "选举法第四十二条",
)


def stand_between(stage: Stage) -> None:
    """Make the records between the levels, all of them or none; once."""
    county = unit(stage.county)
    if key_of(county.code) is not None:
        return
    with transaction.atomic():
        _lead(stage, county)
        _speak(stage, county)
        town = next(code for code in stage.folder.elections if code != stage.county)
        for code, above in ((town, county.code), (county.code, city_of(county.code))):
            _report(stage, stage.election(code), above)


def _lead(stage: Stage, county: Unit) -> None:
    """Who guides whom, and who can be reached in the coming days."""
    city = unit(city_of(county.code))
    office = member(county.code, "office")
    since = stage.day(county.code, "committee_appointed")
    guides = (("leader", "龙振华", "市人大常委会副主任"), ("deputy", "石明远", "市指导组"),
              ("contact", "向红梅", "市指导组"))  # fmt: skip
    _group(
        city,
        "leading",
        "市换届选举工作领导小组",
        (("leader", "向国清", "市委副书记"),),
        since,
        office,
    )
    _group(city, "guidance", "市换届选举第一指导组", guides, since, office, [county.code])
    own = stage.actor(county.code, Role.OFFICE)
    towns = [code for code in stage.folder.elections if code != county.code]
    heads = (("leader", "罗建华", "县委书记"), ("deputy", "吴志高", "县人大常委会主任"))
    _group(county, "leading", "县换届选举工作领导小组", heads, since, own)
    own_guides = (("leader", "谭春生", "县人大常委会副主任"), ("contact", "唐晓梅", "县人大办公室"))
    _group(county, "guidance", "县换届选举指导组", own_guides, since, own, towns)
    for place, actor, name in ((city, office, "田文博"), (county, own, "唐晓梅")):
        days = [_day(stage) + timedelta(days=n) for n in range(DUTY_DAYS)]
        rows = [DutyRow(day, name, "0000-2026") for day in days]
        guidance.set_duty(unit=place, rows=rows, actor=actor)


def _group(
    place: Unit, kind: str, name: str, people: tuple[tuple[str, str, str], ...], since: date,
    actor: Actor, followed: Iterable[str] = (),
) -> None:  # fmt: skip
    group = guidance.form_group(unit=place, kind=kind, name=name, from_on=since, actor=actor)
    for post, person, position in people:
        guidance.add_member(
            group=group, post=post, name=person, position=position, phone="", from_on=since,
            actor=actor,
        )  # fmt: skip
    for code in followed:
        guidance.follow(group=group, unit=unit(code), from_on=since, actor=actor)


def _speak(stage: Stage, county: Unit) -> None:
    """A situation report that nobody has read, a question answered and one that waits."""
    office, today = stage.actor(county.code, Role.OFFICE), _day(stage)
    report = returns.draft_report(
        unit=county, stage="polling", on=today, title="投票日情况报告", parts=SITUATION,
        actor=office,
    )  # fmt: skip
    returns.send_report(report=report, at=_now(stage), actor=office)
    city = unit(city_of(county.code))
    title, text, answer, cited = ANSWERED
    asked = today - timedelta(days=3)
    question = guidance.ask(
        unit=county, answerer=city, title=title, text=text, urgency="soon", on=asked, actor=office
    )
    guidance.draft_answer(
        question=question, question_text=title, text=answer, citations=[cited], on=asked,
        actor=member(county.code, "liaison1"),
    )  # fmt: skip
    question.refresh_from_db()
    second = member(county.code, "liaison2")
    guidance.approve_answer(question=question, on=asked, actor=second)
    title, text = ASKED
    guidance.ask(
        unit=county, answerer=city, title=title, text=text, urgency="now", on=today, actor=office
    )


def _report(stage: Stage, election: Election, above: str) -> None:
    """The returns of a unit drawn up, explained, signed by two, sent, and received above."""
    own, today, at = election.unit_id, _day(stage), _now(stage)
    office = stage.actor(own, Role.OFFICE)
    returns.make_key(unit=election.unit, suite=Suite.INTERNATIONAL, actor=office)
    kept = returns.draw_up(election=election, at=at, actor=office)
    _explain(kept, today, office)
    returns.fill(
        return_set=kept, name="唐晓梅", post="secretary", phone="0000-2026", remarks="",
        today=today, actor=office,
    )  # fmt: skip
    kept.refresh_from_db()
    chair = members_in_force(election).get(post="chair")
    returns.review(
        return_set=kept, member=chair, today=today, actor=stage.actor(own, Role.COMMITTEE)
    )
    kept.refresh_from_db()
    _carry(returns.send_up(return_set=kept, at=at, today=today, actor=office), stage, above)


def _explain(kept: ReturnSet, today: date, office: Actor) -> None:
    for finding in unexplained(kept, findings_of(kept, today=today)):
        code, paths = explanation_key(finding)
        words = "已与原始记录逐项核对，情况属实。"
        returns.explain(
            return_set=kept, code=code, paths=paths, text=words, today=today, actor=office
        )


def _carry(sent: SentBundle, stage: Stage, above: str) -> None:
    """Hand the bundle to the superior's office, where it waits to be accepted."""
    receiver = unit(above)
    file: Path = path(sent.document)
    is_county = above == stage.county
    actor = stage.actor(above, Role.OFFICE) if is_county else member(stage.county, "office")
    returns.receive(
        unit=receiver, path=file, today=_day(stage), actor=actor,
        delivery=returns.Delivery(sent.document.name, "hand", _now(stage)),
    )  # fmt: skip


def _day(stage: Stage) -> date:
    return stage.folder.manifest.election_day


def _now(stage: Stage) -> datetime:
    return timezone.make_aware(datetime.combine(_day(stage), time(20)))
