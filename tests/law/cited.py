"""Which words of the law a finding may cite: `cited.toml`, read once by a lawyer.

The helpers through which the tests read findings ask here, so that no finding changes its article
unseen. A code that the file does not name is not asked.
"""

import tomllib
from pathlib import Path

from huanjie.law.finding import Finding

CITED: dict[str, list[str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def assert_cited(finding: Finding) -> None:
    """The finding rests on words that the file names for it."""
    allowed = CITED.get(finding.code)
    assert allowed is None or finding.article.key in allowed, (
        f"{finding.code} cites {finding.article.key}, not {' or '.join(allowed or [])}"
    )
