"""What the ledger keeps about returns, keys, bundles and receipts."""

from datetime import date, datetime

from huanjie.office.ledger.events import event


@event("编制报表", "Return set drawn up")
class ReturnSetDrawnUp:
    """T1–T9 of an election were computed from its records."""

    version: int
    as_of: datetime
    digest: str
    supersedes: int | None
    reason: str


@event("说明报表提醒", "Warning on a return explained")
class ReturnWarningExplained:
    """A warning of the cross-checks was explained; the words go along with the set."""

    version: int
    code: str
    paths: tuple[str, ...]
    text: str


@event("报表填报人签字", "Return set signed by its filler")
class ReturnSetFilled:
    """The head or secretary of the office answers for the set."""

    version: int
    digest: str
    name: str
    post: str


@event("报表审核人签字", "Return set signed by its reviewer")
class ReturnSetReviewed:
    """The chair or a vice chair of the committee has reviewed the set."""

    version: int
    digest: str
    name: str
    post: str


@event("建立签名密钥", "Signing key made")
class SigningKeyMade:
    """A unit has a new key; the former one signs no more."""

    suite: str
    fingerprint: str


@event("登记往来单位密钥", "Key of another unit registered")
class PeerRegistered:
    """The key of a superior or a subordinate, compared with the printed fingerprint."""

    of: str
    relation: str
    fingerprint: str
    address: str


@event("停用往来单位密钥", "Key of another unit withdrawn")
class PeerWithdrawn:
    """The key is trusted no more."""

    of: str
    fingerprint: str
    reason: str


@event("报送包签名导出", "Bundle signed and written")
class BundleWritten:
    """A signed bundle for the superior; `digest` is what its receipt will name."""

    sequence: int
    digest: str
    previous: str
    version: int
    situations: int


@event("报送包已送达", "Bundle delivered")
class BundleDelivered:
    """The superior's installation answered over the network."""

    sequence: int
    digest: str
    address: str


@event("收到回执", "Receipt kept")
class ReceiptKept:
    """What the superior answered to a bundle, its signature checked."""

    digest: str
    verdict: str
    remarks: int


@event("收到报送包", "Bundle received")
class BundleReceived:
    """A bundle passed the checks of its signature, chain and form, and waits for acceptance."""

    of: str
    sequence: int
    digest: str
    returns: int
    findings: int


@event("同一报送包再次送来", "Bundle came again")
class BundleRepeated:
    """A bundle that had been received came once more; nothing changed."""

    of: str
    sequence: int
    digest: str
    times: int


@event("拒收报送包", "Bundle refused")
class BundleRefused:
    """A bundle that could not be taken; nothing of it was kept but this and the faults."""

    of: str
    file: str
    digest: str
    codes: tuple[str, ...]


@event("报表接收", "Returns accepted")
class ReturnsAccepted:
    """The superior accepts the set as it stands."""

    of: str
    digest: str
    remark: str


@event("报表退回", "Returns sent back with remarks")
class ReturnsSentBack:
    """The superior returns the set; it never edits it."""

    of: str
    digest: str
    remarks: int
    words: str


@event("布置报送", "Reporting demanded")
class ReportingDemanded:
    """Units must report certain tables by a day."""

    name: str
    tables: tuple[str, ...]
    units: tuple[str, ...]
    due_on: date


@event("撤回报送要求", "Demand for reporting withdrawn")
class DemandWithdrawn:
    """The units need not report for it any more."""

    name: str
    reason: str


@event("起草情况报告", "Situation report drafted")
class SituationDrafted:
    """A report on a stage in four parts."""

    report: int
    stage: str


@event("报出情况报告", "Situation report sent")
class SituationSent:
    """The report goes along in the next bundle, and is seen above."""

    report: int
    stage: str


@event("答复情况报告", "Situation report answered")
class SituationAnswered:
    """The superior has taken note of a report, with or without an answer."""

    of: str
    report: int
    answer: str


@event("导入上届报表", "Return of the last term entered")
class LastTermEntered:
    """The figures of the last term, from a file, for comparison and X0.3."""

    election: str
    figures: int
    digest: str
