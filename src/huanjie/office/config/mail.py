"""A mail server's address as Django's settings: `smtp://user:password@host:587`, `smtps://…:465`."""

from typing import Any
from urllib.parse import unquote, urlsplit


def mail_settings(url: str) -> dict[str, Any]:
    """Host, port, account and encryption. Raises `ValueError` for an address of another kind.

    `smtp` begins in clear and turns to TLS (STARTTLS); `smtps` is TLS from the start;
    `smtp+plain` is for a relay on the machine itself. An empty address is no server.
    """
    if not url:
        return {"EMAIL_HOST": ""}
    parts = urlsplit(url)
    ports = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
    if parts.scheme not in ports or not parts.hostname:
        raise ValueError("HUANJIE_MAIL: smtp://, smtps:// or smtp+plain:// with a host")
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or ports[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 15,
    }
