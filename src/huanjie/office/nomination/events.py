"""What the ledger keeps about nominations and the lists of candidates."""

from datetime import date

from huanjie.office.ledger.events import event


@event("开始接受提名", "Nominations opened")
class NominationsOpened:
    """The lists of candidates of an election were opened."""

    constituencies: int


@event("收到推荐表", "Nomination forms received")
class PetitionsReceived:
    """Forms were entered. `forms` are (constituency, form, nominees, signatures on the roll)."""

    forms: tuple[tuple[int, str, int, int], ...]
    digest: str


@event("认定推荐人签名", "Signature ruled on")
class SignatureRuled:
    """A signature was struck or kept. Signatories are never named in public."""

    form_no: str
    position: int
    struck: bool
    reason: str
    ruled_on: date


@event("推荐表不予受理", "Nomination form refused")
class PetitionRefused:
    """A whole form was not accepted."""

    constituency: int
    form_no: str
    reason: str
    ruled_on: date


@event("被推荐人退出", "Nominee left the list")
class NomineeLeft:
    """A nominee left for a recorded cause."""

    constituency: int
    name: str
    reason: str
    basis: str
    on: date


@event("公布初步候选人名单", "Preliminary lists published")
class PreliminaryPublished:
    """Preliminary lists were published. `lists` are (constituency, names in order)."""

    lists: tuple[tuple[int, tuple[str, ...]], ...]
    on: date
    notice: int
    warnings: tuple[str, ...]


@event("记录讨论协商", "Consultation recorded")
class ConsultationRecorded:
    """Voter groups gave their opinions. `records` counts them by constituency."""

    records: tuple[tuple[int, int], ...]
    present: int
    digest: str


@event("确定正式候选人", "Formal candidates settled")
class FormalSettled:
    """Formal lists were settled. `lists` are (constituency, method, names in order)."""

    lists: tuple[tuple[int, str, tuple[str, ...]], ...]
    on: date
    warnings: tuple[str, ...]


@event("公布正式候选人名单", "Formal lists published")
class FormalPublished:
    """Formal lists were published. `lists` are (constituency, names in order)."""

    lists: tuple[tuple[int, tuple[str, ...]], ...]
    on: date
    notice: int
    warnings: tuple[str, ...]
