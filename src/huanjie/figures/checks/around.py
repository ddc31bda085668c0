"""What a return is checked against, besides itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from huanjie.figures.figure import Return
from huanjie.law.pack import Pack


@dataclass(frozen=True, kw_only=True)
class Around:
    """The day, the election, and what only the records or other returns can tell.

    `None` means that it is not known; a check that needs it then says so. `counterpart` is the
    other level's return of the same area (of a county: its townships rolled up); `children` are the
    parts of a roll-up. `deaths_a_year` is the share of voters expected to die in a year.
    """

    today: date
    election_day: date | None
    now: datetime | None = None
    pack: Pack | None = None
    last_term: Return | None = None
    children: tuple[Return, ...] | None = None
    counterpart: Return | None = None
    last_change: datetime | None = None
    population_day: date | None = None
    tolerance: Fraction | None = None
    years_of_term: int = 5
    deaths_a_year: Fraction = Fraction(4, 1000)

    subdistrict_population: int | None = None
    """People of the sub-districts, which have no congress of their own (X2.6)."""
    added_after_publication: int | None = None
    struck_after_publication: int | None = None
    certificates_for_us: int | None = None
    """Certificates that other units issued for this one (X3.8)."""
    one_level_only: int | None = None
    """Persons entitled at one level only (X3.10; R-32, R-33)."""
    barred_staff: tuple[str, ...] | None = None
    """Near relatives of candidates who hold a polling post in a working group (X1.6)."""
    signatures_over_cap: int | None = None
    left_after_preliminary: int = 0
    """Nominees who left when they stood on a published list already (X4.2)."""
    unclassified: int | None = None
    """Persons elected whose occupational class is not recorded (X6.5)."""
    valid_ballots: Mapping[str, int] | None = None
    """Valid ballots of each vote of the session, by office (X7.4)."""
    open_cases: tuple[str, ...] | None = None
    """Constituencies about to be declared that an open case touches (X8.4)."""
    done_without_paper: tuple[str, ...] | None = None
    done_after_limit: tuple[str, ...] | None = None
