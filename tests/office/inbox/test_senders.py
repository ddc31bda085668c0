"""The ways out: a file, an SMS gateway, the mail server's address, practice never sends."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.error import HTTPError

import pytest
from pytest_django import Settings

from huanjie.office.config.mail import mail_settings
from huanjie.office.inbox.senders import (
    FileSender,
    MailSender,
    NotSent,
    SmsGateway,
    sender_for,
)


class Gateway(BaseHTTPRequestHandler):
    """Keeps what it was asked; answers 503 to numbers that end in 0."""

    asked: list[tuple[str | None, dict[str, Any]]] = []

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append((self.headers["Authorization"], body))
        self.send_response(503 if body["to"].endswith("0") else 202)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def gateway(settings: Settings) -> Iterator[type[Gateway]]:
    server = HTTPServer(("127.0.0.1", 0), Gateway)
    Thread(target=server.serve_forever, daemon=True).start()
    settings.SMS_GATEWAY = f"http://127.0.0.1:{server.server_port}/send"
    Gateway.asked.clear()
    yield Gateway
    server.shutdown()
    server.server_close()


def test_the_gateway_gets_number_and_words(gateway: type[Gateway], settings: Settings) -> None:
    settings.SMS_TOKEN = "key"
    SmsGateway().send(to="13900000001", subject="待办", text="http://x/")
    assert gateway.asked == [("Bearer key", {"to": "13900000001", "text": "待办\nhttp://x/"})]


def test_a_gateway_that_refuses_is_a_failure(gateway: type[Gateway]) -> None:
    with pytest.raises(HTTPError):
        SmsGateway().send(to="13900000000", subject="", text="")


def test_only_web_addresses_are_gateways(settings: Settings) -> None:
    settings.SMS_GATEWAY = "file:///etc/passwd"
    with pytest.raises(NotSent):
        SmsGateway().send(to="1", subject="", text="")


def test_a_file_is_for_its_owner_only(tmp_path: Path) -> None:
    FileSender(tmp_path / "out").send(to="a@b", subject="待办", text="三项")
    (path,) = (tmp_path / "out").iterdir()
    assert path.read_text("utf-8") == "To: a@b\nSubject: 待办\n\n三项\n"
    assert path.stat().st_mode & 0o077 == 0


def test_the_setting_chooses_the_way(settings: Settings) -> None:
    settings.SENDER, settings.EMAIL_HOST, settings.SMS_GATEWAY = "live", "mail", ""
    assert isinstance(sender_for("email"), MailSender)
    assert sender_for("sms") is None
    settings.SMS_GATEWAY = "https://sms.example.org/"
    assert isinstance(sender_for("sms"), SmsGateway)
    settings.EMAIL_HOST = ""
    assert sender_for("email") is None


def test_practice_never_sends(settings: Settings) -> None:
    settings.SENDER, settings.EMAIL_HOST, settings.PRACTICE = "live", "mail", True
    assert isinstance(sender_for("email"), FileSender)


def test_a_mail_server_is_named_by_an_address() -> None:
    found = mail_settings("smtp://me%40x:p%2Fw@mail.example.org")
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.example.org", 587)
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("me@x", "p/w")
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (True, False)
    assert mail_settings("smtps://m:4650")["EMAIL_PORT"] == 4650
    assert mail_settings("") == {"EMAIL_HOST": ""}
    with pytest.raises(ValueError, match="HUANJIE_MAIL"):
        mail_settings("https://mail")
