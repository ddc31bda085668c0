"""What the ledger keeps about mandates and published results."""

from datetime import date

from huanjie.office.ledger.events import event


@event("公布选区当选结果", "Contest declared")
class MandatesDeclared:
    """Who was declared elected in a constituency, and the seats that stay open."""

    constituency: int
    elected: tuple[str, ...]
    withdrawn: tuple[str, ...]
    vacant: int
    on: date


@event("公布全部选举结果", "Results published")
class ResultsPublished:
    """The elected of a whole election were published."""

    constituencies: int
    elected: int
    vacant: int
    notice: int
    on: date
