"""Two workers at once send every digest exactly once."""

from pathlib import Path

from tests.office.inbox.race import ACCOUNTS
from tests.office.racing import outcome


def test_two_workers_at_once_send_each_digest_once(database_url: str, tmp_path: Path) -> None:
    sent = outcome("inbox.race", database=database_url, data=tmp_path / "data")
    assert (len(sent), sum(sent)) == (2, ACCOUNTS)
    assert len(list((tmp_path / "data" / "outbox").iterdir())) == ACCOUNTS
