"""What is open in registration, for the worklists."""

from datetime import date

from django.urls import reverse

from huanjie.law.article import ELECTION_LAW, PRACTICE, Article
from huanjie.law.pack import Reading
from huanjie.law.registration import ROLL
from huanjie.law.timetable import DEADLINES, latest_lawful_day
from huanjie.office.committee.models import Election
from huanjie.office.committee.queries import act_due, pack_of
from huanjie.office.inbox.work import WorkItem, WorkMark
from huanjie.office.people.roles import Role
from huanjie.office.registration.queries import imports, register, rolls

OFFICES = frozenset({Role.OFFICE})
RULES = frozenset({Role.OFFICE, Role.COMMITTEE, Role.REGISTRAR})
DECIDES = frozenset({Role.COMMITTEE})


def open_work(election: Election, today: date) -> list[WorkItem]:
    """What is open in the register of this election's unit and on its rolls."""
    found = [] if election.unit_id != election.county_id else _register(election)
    return [*found, *_drafting(election, today), *_after_publication(election)]


def _item(
    election: Election, mark: WorkMark, subject: tuple[str, str], detail: tuple[str, str],
    action: tuple[str, str], page: str, roles: frozenset[Role],
    *, article: Article | None = None, due: date | None = None,
) -> WorkItem:  # fmt: skip
    return WorkItem(
        mark=mark,
        subject_zh=subject[0],
        subject_en=subject[1],
        detail_zh=detail[0],
        detail_en=detail[1],
        article=article,
        due=due,
        link=reverse(f"registration:{page}", args=(election.unit_id,)),
        action_zh=action[0],
        action_en=action[1],
        roles=roles,
    )


def _register(election: Election) -> list[WorkItem]:
    county, found = election.county_id, []
    if imports.latest_switched(county) is None:
        found.append(_no_file(election))
    rows = imports.unruled_in(county)
    if rows:
        found.append(
            _item(
                election, "stopped",
                (f"{rows} 行人口信息未导入", f"{rows} rows of the population file were refused"),
                ("逐行更正或剔除，防止漏登", "Correct or exclude each, so that nobody is missed"),
                ("处理差错", "Rule on rows"), "imports", OFFICES,
                article=ELECTION_LAW[27, 1],
            )
        )  # fmt: skip
    cases = imports.duplicates_open(county).count()
    if cases:
        found.append(
            _item(
                election, "waiting",
                (f"{cases} 对疑似重复等待认定", f"{cases} possible duplicates wait for a ruling"),
                ("一人只能登记一次", "A person is registered once"),
                ("逐对查看", "Look at each pair"), "duplicates", RULES,
                article=ELECTION_LAW[5],
            )
        )  # fmt: skip
    return [*found, *_missing(election)]


def _no_file(election: Election) -> WorkItem:
    return _item(
        election, "todo",
        ("人口信息尚未转入", "No population file has been switched in"),
        ("导入公安机关提供的人口文件", "Import the file the police provide"),
        ("导入", "Import"), "imports", OFFICES, article=ELECTION_LAW[27, 1],
    )  # fmt: skip


def _missing(election: Election) -> list[WorkItem]:
    persons = register.missing_persons(election.county_id).count()
    if not persons:
        return []
    return [
        _item(
            election, "warning",
            (f"{persons} 人本次人口信息中无记载", f"{persons} persons are in no file of this term"),
            ("上届名单或前一份文件中有，须逐人查明", "Find out what became of each"),
            ("查明情况", "Find out"), "missing", OFFICES, article=ELECTION_LAW[27, 1],
        )
    ]  # fmt: skip


def _drafting(election: Election, today: date) -> list[WorkItem]:
    drafted = rolls.rolls_of(election)
    if imports.latest_switched(election.county_id) is None:
        return []
    mark, due = act_due(election, "roll_published", today)
    if not drafted.exists():
        return [
            _item(
                election, mark,
                ("选民名单尚未拟定", "The rolls are not drafted"),
                ("按法律逐人判断并编入选区", "Everybody is judged by the law and placed"),
                ("拟定名单", "Draft the rolls"), "draft", OFFICES,
                article=ELECTION_LAW[27, 1], due=due,
            )
        ]  # fmt: skip
    waiting = drafted.filter(state=ROLL.initial).count()
    if not waiting:
        return []
    undecided = rolls.undecided(election).count()
    if undecided:
        return [
            _item(
                election, "stopped",
                (f"{undecided} 名年满十八周岁的人没有结论", f"{undecided} adults have no decision"),
                ("公布前必须为零", "Must be nobody before publication"),
                ("逐人处理", "Decide each"), "non_voters", OFFICES, article=ELECTION_LAW[4, 1],
            )
        ]  # fmt: skip
    return [
        _item(
            election, mark,
            (f"{waiting} 个选区的选民名单尚未公布", f"{waiting} rolls are not published"),
            ("最迟在选举日的二十日以前", "At the latest twenty days before election day"),
            ("公布", "Publish"), "publish", DECIDES, article=ELECTION_LAW[28], due=due,
        )
    ]  # fmt: skip


def _after_publication(election: Election) -> list[WorkItem]:
    found = []
    changes = rolls.open_changes(election).count()
    if changes:
        found.append(
            _item(
                election, "waiting",
                (f"{changes} 件名单变更等待批准", f"{changes} roll changes wait for approval"),
                ("由提出人以外的另一人批准", "By somebody other than the proposer"),
                ("批准", "Approve"), "changes", DECIDES, article=ELECTION_LAW[27, 1],
            )
        )  # fmt: skip
    first = rolls.open_appeals(election).order_by("received_on").first()
    if first is not None:
        appeals = rolls.open_appeals(election).count()
        found.append(
            _item(
                election, "due",
                (f"{appeals} 件名单申诉等待决定", f"{appeals} appeals wait for a decision"),
                ("收到之日起三日内作出决定", "Within three days of receipt"),
                ("决定", "Decide"), "appeals", DECIDES, article=ELECTION_LAW[29],
                due=_decision_due(election, first.received_on),
            )
        )  # fmt: skip
    doubtful = rolls.doubtful_entries(election).count() + rolls.struck_elsewhere(election).count()
    if doubtful:
        found.append(
            _item(
                election, "warning",
                (f"{doubtful} 名在册选民情况有变", f"{doubtful} voters on the roll changed"),
                ("已认定重复、死亡、迁出或停止行使，名单上仍在册",
                 "Ruled a duplicate, dead, gone or suspended, and still on the roll"),
                ("提出除名", "Propose strike-off"), "doubtful", RULES,
                article=PRACTICE["R-42"],
            )
        )  # fmt: skip
    return found


def _decision_due(election: Election, received: date) -> date | None:
    return latest_lawful_day(DEADLINES["CAL-04"], received, pack_of(election), Reading.A)
