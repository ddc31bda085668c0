"""Whose signature is it, and is that the unit's key?"""

import re
from collections.abc import Mapping

from huanjie.evidence.bundle.problems import Problem, problem
from huanjie.evidence.signature import PublicKey

_WRITTEN = re.compile(r"[0-9a-f]{128}")


def signature_of(written: str) -> bytes | None:
    """The 64 bytes of a written signature; None when it is not written as one."""
    return bytes.fromhex(written) if _WRITTEN.fullmatch(written) else None


def strangers(
    unit: str, key: PublicKey, known: Mapping[str, PublicKey] | None, file: str
) -> list[Problem]:
    """What is wrong with the signer of a unit's document. `known` is unit → key; None takes any."""
    if known is None or known.get(unit) == key:
        return []
    owner = next((each for each, theirs in known.items() if theirs == key), None)
    code = "signer-unknown" if owner is None else "signer-of-another-unit"
    facts = {"unit": unit, "signer": key.fingerprint, "owner": owner}
    return [problem(code, file, 1, "signer", **facts)]
