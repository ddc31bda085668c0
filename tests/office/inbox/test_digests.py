"""Digests: asked for, once a day, tried again, without names; a deadline is told twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from huanjie.office.inbox import queries, services
from huanjie.office.inbox.digests import Gathered
from huanjie.office.inbox.models import Contact, Digest, Reminder
from huanjie.office.inbox.work import WorkItem, WorkMark
from huanjie.office.ledger.commands import NotAllowed, Refused
from huanjie.office.ledger.models import Entry
from huanjie.office.people.models import Account
from huanjie.office.people.queries import member
from huanjie.office.people.roles import Role
from tests.office import builders
from tests.office.builders import COUNTY, TOWN

TODAY = date(2026, 11, 23)
MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # nine o'clock in Shanghai
OFFICES = frozenset({Role.OFFICE})


def item(subject: str = "3行未导入", mark: WorkMark = "todo", due: date | None = None) -> WorkItem:
    words = (subject, f"en {subject}", "", "")
    return WorkItem(mark, *words, None, due, "/x/", "", "", OFFICES, TOWN, "白岩镇")


def gathered(*mine: WorkItem, late: tuple[WorkItem, ...] = ()) -> Gathered:
    return Gathered(late, (), mine)


@pytest.fixture
def asked(db: None, settings: Settings, tmp_path: Path) -> Contact:
    """Somebody of the county who wants a mail at eight."""
    settings.DATA_DIR = tmp_path
    return contact()


def contact(**wanted: object) -> Contact:
    if not Account.objects.exists():
        builders.units()
    account = builders.account(COUNTY, Role.OFFICE)
    given = {
        "email": "office@example.org", "mobile": "13900000000", "by_email": True, "by_sms": False,
        "kind": "daily", "hour": 8, "days_before": 2, "language": "zh",
    }  # fmt: skip
    return services.change_contact(account=account, actor=member(account), **{**given, **wanted})


def send(work: Gathered, now: datetime = MORNING) -> int:
    return services.send_digests(work=lambda _account: work, today=TODAY, now=now)


def outbox(folder: Path) -> list[str]:
    return [path.read_text("utf-8") for path in sorted((folder / "outbox").glob("*.txt"))]


def test_a_digest_says_counts_subjects_and_a_link(asked: Contact, tmp_path: Path) -> None:
    assert send(gathered(item(), late=(item("名单未公布", "late", date(2026, 11, 20)),))) == 1
    (text,) = outbox(tmp_path)
    assert "To: office@example.org" in text
    assert "换届选举待办：逾期1项，等您办理1项" in text
    assert "- 白岩镇 名单未公布 · 2026-11-20" in text
    assert "http://localhost:8000/worklist/" in text
    assert Digest.objects.get().state == "sent"


def test_what_somebody_typed_stays_in_the_office(asked: Contact, tmp_path: Path) -> None:
    send(gathered(item("请示“关于王小明的选民资格”待答复")))
    (text,) = outbox(tmp_path)
    assert "王小明" not in text
    assert "请示“…”待答复" in text


def test_the_same_digest_never_goes_out_twice(asked: Contact, tmp_path: Path) -> None:
    assert [send(gathered(item())), send(gathered(item(), item("又一件")))] == [1, 0]
    assert len(outbox(tmp_path)) == 1


def test_nothing_is_sent_before_its_hour_without_work_or_unasked(
    asked: Contact, tmp_path: Path
) -> None:
    assert send(gathered(item()), MORNING - timedelta(hours=2)) == 0
    assert send(gathered()) == 0
    contact(by_email=False)
    assert send(gathered(item())) == 0
    contact(kind="due")
    assert send(gathered(item())) == 0
    assert send(gathered(late=(item(mark="late"),))) == 1
    assert len(outbox(tmp_path)) == 1


def test_an_account_that_is_closed_or_over_is_told_nothing(asked: Contact) -> None:
    Account.objects.filter(pk=asked.account_id).update(expires_on=TODAY - timedelta(days=1))
    assert send(gathered(item())) == 0
    Account.objects.filter(pk=asked.account_id).update(expires_on=TODAY, is_active=False)
    assert send(gathered(item())) == 0


def test_an_sms_is_two_lines(asked: Contact, tmp_path: Path) -> None:
    contact(by_email=False, by_sms=True, language="en")
    assert send(gathered(item())) == 1
    (text,) = outbox(tmp_path)
    assert text == (
        "To: 13900000000\nSubject: Election work: Waiting for you 1\n\n"
        "http://localhost:8000/worklist/\n"
    )


class Broken:
    """A way that takes nothing, and names the address in its fault."""

    def __init__(self, channel: str) -> None:
        self.channel = channel

    def send(self, *, to: str, subject: str, text: str) -> None:
        raise OSError(f"no route for {to}")


def test_a_failure_is_kept_tried_again_and_shown(
    asked: Contact, settings: Settings, tmp_path: Path, client: Client
) -> None:
    settings.SENDER = f"{__name__}.Broken"
    assert send(gathered(item())) == 0
    assert Digest.objects.get().fault == "OSError: no route for …"
    assert send(gathered(item()), MORNING + timedelta(minutes=4)) == 0
    assert Digest.objects.get().attempts == 1
    assert send(gathered(item()), MORNING + timedelta(minutes=6)) == 0
    assert Digest.objects.get().attempts == 2
    client.force_login(asked.account)
    assert "未送出，稍后再试" in client.get("/inbox/contact/").content.decode()
    settings.SENDER = "file"
    assert send(gathered(item()), MORNING + timedelta(minutes=20)) == 1
    assert Digest.objects.get().state == "sent"


def test_after_six_attempts_it_is_left(asked: Contact, settings: Settings) -> None:
    settings.SENDER = f"{__name__}.Broken"
    for hours in range(9):
        send(gathered(item()), MORNING + timedelta(hours=2 * hours))
    assert Digest.objects.get().attempts == queries.MOST_ATTEMPTS


def test_one_that_was_broken_off_is_shown_and_not_repeated(
    asked: Contact, client: Client, tmp_path: Path
) -> None:
    Digest.objects.create(
        account=asked.account, on=TODAY, channel="email", digest="", tried_at=MORNING
    )
    assert send(gathered(item()), MORNING + timedelta(minutes=11)) == 0
    assert not outbox(tmp_path)
    client.force_login(asked.account)
    assert "可能已经送出，不再重发" in client.get("/inbox/contact/").content.decode()


def test_a_deadline_is_reminded_of_once_before_and_once_on_the_day(asked: Contact) -> None:
    due = TODAY + timedelta(days=2)
    soon, far = item("公布名单", due=due), item("公布候选人", due=due + timedelta(days=9))

    def on(today: date) -> list[str]:
        found = services.remind(
            account=asked.account, items=[soon, far], today=today, days_before=2
        )
        return [each.kind for each in found]

    assert on(TODAY - timedelta(days=1)) == []
    assert on(TODAY) == ["before"]
    assert on(TODAY) == ["before"]
    assert on(TODAY + timedelta(days=1)) == []
    assert on(due) == ["day"]
    assert on(due + timedelta(days=1)) == []
    assert Reminder.objects.count() == 2


def test_a_reminder_stands_in_the_digest_and_in_the_inbox(
    asked: Contact, client: Client, tmp_path: Path, settings: Settings
) -> None:
    due = item("公布名单", due=TODAY + timedelta(days=1))
    reminders = services.remind(account=asked.account, items=[due], today=TODAY, days_before=2)
    assert send(Gathered((), (), (), reminders)) == 1
    assert "2026-11-24 公布名单" in outbox(tmp_path)[0]
    settings.PRACTICE, settings.PRACTICE_DAY = True, TODAY.isoformat()
    client.force_login(asked.account)
    assert "公布名单" in client.get("/inbox/").content.decode()


@pytest.mark.parametrize(("way", "field"), [("by_email", "email"), ("by_sms", "mobile")])
def test_a_way_without_its_address_is_refused(db: None, way: str, field: str) -> None:
    with pytest.raises(Refused, match="contact-without"):
        contact(**{"by_email": False, way: True, field: ""})


def test_nobody_chooses_for_another(asked: Contact) -> None:
    with pytest.raises(NotAllowed):
        services.change_contact(
            account=asked.account, email="", mobile="", by_email=False, by_sms=False, kind="daily",
            hour=8, days_before=2, language="zh", actor=builders.actor(COUNTY),
        )  # fmt: skip


def test_the_ledger_keeps_the_choice_and_not_the_address(asked: Contact) -> None:
    entry = Entry.objects.filter(event="ContactChanged").get()
    assert "office@example.org" not in entry.payload
    assert "13900000000" not in entry.payload


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_keeps_what_was_chosen(db: None, language: str) -> None:
    builders.units()
    client = builders.signed_in(COUNTY, Role.OFFICE, language=language)
    assert client.get("/inbox/contact/").status_code == 200
    given = {
        "by_email": "on", "email": "a@example.org", "mobile": "", "kind": "due", "hour": "7",
        "days_before": "3", "language": "en",
    }  # fmt: skip
    assert client.post("/inbox/contact/", {**given, "email": "a@"}).status_code == 422
    answer = client.post("/inbox/contact/", {**given, "email": ""})
    assert answer.status_code == 422
    assert "contact-without-email" in answer.content.decode()
    assert client.post("/inbox/contact/", given).status_code == 302
    found = Contact.objects.get()
    assert (found.by_email, found.hour, found.kind, found.days_before) == (True, 7, "due", 3)
    assert found.account.email == "a@example.org"


def test_without_a_way_the_page_says_so(asked: Contact, settings: Settings) -> None:
    settings.SENDER, settings.EMAIL_HOST, settings.SMS_GATEWAY = "live", "", ""
    client = builders.signed_in(COUNTY, Role.OFFICE)
    assert "没有接通邮件或短信" in client.get("/inbox/contact/").content.decode()
    assert send(gathered(item())) == 0


def test_live_mail_goes_through_the_mail_server(asked: Contact, settings: Settings) -> None:
    settings.SENDER, settings.EMAIL_HOST = "live", "mail.example.org"
    assert send(gathered(item())) == 1
    (sent,) = mail.outbox
    assert sent.to == ["office@example.org"]
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
