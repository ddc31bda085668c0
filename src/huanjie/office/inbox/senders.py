"""How a message leaves the office: to a file, by mail, by SMS, or by a class of one's own.

`HUANJIE_SENDER` chooses; a practice installation always writes files.
"""

import json
import urllib.request
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.module_loading import import_string

CHANNELS = ("email", "sms")
PATIENCE = 15
"""Seconds that a gateway may take to answer."""


class Sender(Protocol):
    """Anything that takes a message away. Raises when it could not."""

    def send(self, *, to: str, subject: str, text: str) -> None:
        """Take one message to one address or number."""
        ...


class NotSent(Exception):
    """A gateway answered that it did not take the message."""


class FileSender:
    """Writes each message into the folder `outbox` of the installation."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(settings.DATA_DIR) / "outbox"

    def send(self, *, to: str, subject: str, text: str) -> None:
        """One file a message, readable by the owner only: it holds an address."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self.folder / f"{uuid4().hex}.txt"
        path.touch(mode=0o600)
        path.write_text(f"To: {to}\nSubject: {subject}\n\n{text}\n", encoding="utf-8")


class MailSender:
    """Sends through the mail server of `HUANJIE_MAIL`."""

    def send(self, *, to: str, subject: str, text: str) -> None:
        """One plain message, marked as made by a machine."""
        headers = {"Auto-Submitted": "auto-generated"}
        EmailMessage(subject, text, settings.DEFAULT_FROM_EMAIL, [to], headers=headers).send()


class SmsGateway:
    """Posts `{"to": …, "text": …}` as JSON to `HUANJIE_SMS`; any answer 2xx means taken."""

    def send(self, *, to: str, subject: str, text: str) -> None:
        """One short message; the subject is its first words."""
        if urlsplit(settings.SMS_GATEWAY).scheme not in ("http", "https"):
            raise NotSent("HUANJIE_SMS is no http(s) address")
        body = json.dumps({"to": to, "text": f"{subject}\n{text}"}, ensure_ascii=False)
        headers = {"Content-Type": "application/json; charset=utf-8"}
        if settings.SMS_TOKEN:
            headers["Authorization"] = f"Bearer {settings.SMS_TOKEN}"
        asked = urllib.request.Request(  # noqa: S310 - the scheme is checked above
            settings.SMS_GATEWAY, body.encode(), headers, method="POST"
        )
        with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:  # noqa: S310
            if not 200 <= answer.status < 300:
                raise NotSent(f"HTTP {answer.status}")


def sender_for(channel: str) -> Sender | None:
    """What carries a channel's messages here; None when the installation has no way for it."""
    chosen = settings.SENDER
    if settings.PRACTICE or chosen == "file":
        return FileSender()
    if chosen != "live":
        made: Sender = import_string(chosen)(channel)
        return made
    if channel == "email":
        return MailSender() if settings.EMAIL_HOST else None
    return SmsGateway() if settings.SMS_GATEWAY else None
