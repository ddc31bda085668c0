"""A database address as Django's settings: `sqlite:///path` or `postgresql://user:pw@host/name`."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
    "PRAGMA cache_size=-64000; PRAGMA temp_store=MEMORY;"
)

PLANNED_ONCE = {"server_side_binding": True, "prepare_threshold": 5}
"""From its sixth time on a connection's statement is not planned anew. A pooler between the office
and PostgreSQL must therefore keep a session together."""


def database_settings(url: str) -> dict[str, Any]:
    """One entry of `DATABASES`. Raises `ValueError` for an address of another kind."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path[1:])))
    if parts.scheme in {"postgresql", "postgres"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "OPTIONS": {**PLANNED_ONCE, **dict(parse_qsl(parts.query))},
            "CONN_HEALTH_CHECKS": True,
        }
    raise ValueError(f"not a database address: {parts.scheme}://… (sqlite or postgresql)")


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": SQLITE_PRAGMAS,
        },
        "TEST": {"NAME": str(path.with_name(f"test-{path.name}"))},
    }
