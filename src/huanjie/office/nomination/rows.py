"""What a nomination form, a consultation record and a settled list say, as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final


@dataclass(frozen=True)
class NomineeData:
    """A nominee as the form introduces him; codes of the national tables."""

    name: str
    id_number: str = ""
    sex: str = "0"
    ethnicity: str = "01"
    birth: date | None = None
    political: str = ""
    education: str = ""
    position: str = ""
    reason: str = ""


@dataclass(frozen=True)
class SignatureData:
    """A line of a joint form: a name with an ID number or the serial of the roll."""

    position: int
    name: str
    id_number: str = ""
    serial: int | None = None


@dataclass(frozen=True)
class PetitionData:
    """A form of one constituency, given by its number."""

    constituency: int
    form_no: str
    kind: str
    received_on: date
    nominees: Sequence[NomineeData]
    signatures: Sequence[SignatureData] = ()
    organizations: Sequence[str] = ()


@dataclass(frozen=True)
class OpinionData:
    """What one voter group says about one nominee."""

    name: str
    for_count: int
    against_count: int
    none_count: int


@dataclass(frozen=True)
class ConsultationData:
    """The record of one voter group in one round, in one constituency."""

    constituency: int
    round: int
    group: str
    present: int
    absent: int
    opinions: Sequence[OpinionData] = field(default_factory=tuple)


@dataclass(frozen=True)
class SettlementData:
    """The formal candidates of one constituency. `votes` are those of a primary, if counted."""

    constituency: int
    count: int
    method: str
    names: Sequence[str]
    votes: Mapping[str, int] | None = None


METHODS: Final = {"全部列入": "all", "协商": "consultation", "预选": "primary"}
LEFT: Final = {
    "本人不接受": "declined",
    "死亡": "died",
    "不合格": "ineligible",
    "境外资助": "foreign_funding",
}
KINDS: Final = {"选民联名": "joint", "政党、人民团体": "organization"}
