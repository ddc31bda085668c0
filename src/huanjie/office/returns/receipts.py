"""The receipt of a bundle: what the superior answered, signed, with what else it has to say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from huanjie.evidence.signature import PrivateKey, PublicKey
from huanjie.office.returns.lines import moment
from huanjie.office.returns.signed import NotSigned, read_signed, signed_text

VERDICTS: Final = ("received", "accepted", "returned", "refused")
Remarks = Mapping[str, list[dict[str, str | int]]]


@dataclass(frozen=True)
class Answer:
    """A verdict on one bundle. `remarks` is `{file: [{line, column, code, message}]}`.

    `missing` are numbers of bundles that never came; `demands` and `answers` go along, so that a
    unit without a network hears of deadlines and of answers to its situation reports.
    """

    by: str
    by_name: str
    sender: str
    bundle: str
    sequence: int
    verdict: str
    at: datetime
    remarks: Remarks
    words: str = ""
    missing: tuple[int, ...] = ()
    demands: tuple[Mapping[str, Any], ...] = ()
    answers: tuple[Mapping[str, Any], ...] = ()

    @property
    def count(self) -> int:
        """How many remarks there are."""
        return sum(map(len, self.remarks.values()))


def receipt_text(answer: Answer, key: PrivateKey) -> str:
    """The receipt as it is handed over."""
    return signed_text(
        {
            "kind": "receipt",
            "schema": 1,
            "by": answer.by,
            "by_name": answer.by_name,
            "for": answer.sender,
            "bundle": answer.bundle,
            "sequence": answer.sequence,
            "verdict": answer.verdict,
            "at": answer.at,
            "remarks": answer.remarks,
            "words": answer.words,
            "missing": list(answer.missing),
            "demands": list(answer.demands),
            "answers": list(answer.answers),
        },
        key,
    )


def read_receipt(text: str) -> tuple[Answer, PublicKey]:
    """The answer of a receipt and who signed it. Raises `NotSigned`."""
    content, key = read_signed(text, "receipt")
    try:
        answer = Answer(
            by=str(content["by"]),
            by_name=str(content["by_name"]),
            sender=str(content["for"]),
            bundle=str(content["bundle"]),
            sequence=int(content["sequence"]),
            verdict=str(content["verdict"]),
            at=moment(content["at"]),
            remarks=dict(content["remarks"]),
            words=str(content["words"]),
            missing=tuple(content["missing"]),
            demands=tuple(content["demands"]),
            answers=tuple(content["answers"]),
        )
    except (KeyError, TypeError, ValueError) as bad:
        raise NotSigned(str(bad)) from bad
    if answer.verdict not in VERDICTS:
        raise NotSigned(answer.verdict)
    return answer, key
