"""What the ledger keeps about population files, rulings, statuses, rolls, corrections, appeals."""

from datetime import date

from huanjie.office.ledger.events import event


@event("人口文件入库待转入", "Population file staged")
class PopulationStaged:
    """A population file was read; its clean rows wait for the switch."""

    source: int
    file: str
    digest: str
    rows: int
    refused: int
    repaired: int


@event("放弃人口文件", "Population import discarded")
class PopulationDiscarded:
    """An import was given up; nothing of it stays."""

    source: int
    digest: str
    rows: int
    reason: str


@event("导入差错处理", "Refused row ruled")
class RowRuled:
    """A refused row was corrected or excluded."""

    source: int
    line: int
    treatment: str
    columns: tuple[str, ...]
    basis: str
    ruled_on: date


@event("人口信息转入", "Population switched in")
class PopulationSwitched:
    """The staged rows became the register."""

    source: int
    digest: str
    new: int
    changed: int
    gone: int
    held: int
    cases: int


@event("重登认定", "Duplicate ruled")
class DuplicateRuled:
    """A person decided whether two rows are one person."""

    case: int
    left_line: int
    right_line: int
    ruling: str
    basis: str
    ruled_by: str
    ruled_on: date


@event("资格情况登记", "Status recorded")
class StatusRecorded:
    """A fact that bears on a person's eligibility, with the body that found it."""

    person: int
    kind: str
    body: str
    document_no: str
    decided_on: date
    ends_on: date | None


@event("资格情况批量登记", "Statuses recorded")
class StatusesRecorded:
    """Many such facts from one list; `kinds` counts them, `unknown` those about nobody here."""

    kinds: dict[str, int]
    unknown: int
    digest: str


@event("持证登记", "Arrival registered")
class ArrivalRegistered:
    """Somebody from elsewhere registered with a certificate."""

    person: int
    village: str
    certificate_no: str
    issuer: str
    issued_on: date


@event("持证批量登记", "Arrivals registered")
class ArrivalsRegistered:
    """Many arrivals from one list."""

    persons: int
    digest: str


@event("登记漏登人员", "Missed person entered")
class MissedPersonEntered:
    """Somebody whom no file knows was entered in the register, for a correction or an appeal."""

    person: int
    roll: int
    evidence: str


@event("上届名单入库", "Last roll loaded")
class LastRollLoaded:
    """The roll of the last term; `missing` of its voters are in no file of this term."""

    digest: str
    voters: int
    missing: int


@event("选民名单拟定", "Rolls drafted")
class RollsDrafted:
    """Every person of the register was judged by the law and placed."""

    on: date
    rolls: int
    voters: int
    non_voters: dict[str, int]
    undecided: int


@event("选民名单公布", "Rolls published")
class RollsPublished:
    """Rolls of an election were published."""

    on: date
    rolls: int
    voters: int
    digest: str
    findings: tuple[str, ...]


@event("提出名单变更", "Roll change proposed")
class RollChangeProposed:
    """Somebody proposed a correction of a published roll."""

    roll: int
    kind: str
    person: int
    reason: str
    evidence: str


@event("名单变更决定", "Roll change decided")
class RollChangeDecided:
    """Another person approved or declined it; `voters` is the roll's number afterwards."""

    change: int
    roll: int
    kind: str
    state: str
    decided_on: date
    voters: int


@event("公布补正", "Roll corrections published")
class RollCorrectionsPublished:
    """The corrections since the last notice were published."""

    on: date
    changes: int


@event("收到名单申诉", "Roll appeal received")
class RollAppealReceived:
    """An objection to a published roll arrived."""

    roll: int
    person: int
    claim: str
    received_on: date


@event("名单申诉决定", "Roll appeal decided")
class RollAppealDecided:
    """The committee decided; `voters` is the roll's number afterwards."""

    appeal: int
    roll: int
    result: str
    decided_on: date
    voters: int
    findings: tuple[str, ...]


@event("选民名单定案", "Rolls closed")
class RollsClosed:
    """The rolls were closed on election day; the sum of V."""

    on: date
    rolls: int
    voters: int


@event("登记册移交", "Register handed over")
class RegisterHandedOver:
    """The register of a township was sealed and signed for another installation."""

    area: str
    to: str
    sequence: int
    digest: str
    previous: str
    persons: int
    statuses: int
    last_roll: int


@event("登记册接管", "Register taken over")
class RegisterTakenOver:
    """The register of a township came from another installation and is kept here from now on."""

    area: str
    sender: str
    sequence: int
    digest: str
    persons: int
    new: int
    statuses: int
    last_roll: int
    cases: int


@event("登记册移交回执", "Register receipt entered")
class RegisterReceiptEntered:
    """The other installation has signed that it holds the register."""

    area: str
    sender: str
    sequence: int
    digest: str
