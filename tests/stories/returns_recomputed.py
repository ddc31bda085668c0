"""The returns worked out a second time: plain SQL, and domain.md §4, column "computed from".

Knows the tables and nothing of the office's queries, of its definitions or of its formulas.
A figure is a whole number, a `Fraction` (with the name it belongs to, for a highest and a lowest),
or a list of names. Where §4 leaves a choice, this is the one made here.

 1. The roll "at publication" holds every entry that was not added late and was not struck before
    the day of publication; an entry struck later counts in T3.03 and is gone in T3.34.
 2. T3.01 and T3.02 are the persons of the population file with their household in the unit, less
    those whom the file or a recorded fact, dated before publication, calls dead, moved out, a
    duplicate or serving; X3.3 can only hold so.
 3. T3.14–.17 are the voters of the last roll who do not stand on the published one, by the reason
    beside the roll. A township has no last roll of its own on file: its part of the county's is
    the voters of its villages.
 4. Who came or went with a certificate moved (T3.11, T3.14), for "other" is explained as missed
    before, duplicate, wrong place. A reason that no field names (suspension, incapacity) is
    "other" none the less: T3.13, T3.17.
 5. Forms count as received (T4.06). A refused one nominates nobody: neither its nominees (T4.02)
    nor its signatures (T4.07) count, or X4.10 would find a cap exceeded that was kept.
 6. A person on two lists is one nominee (D), but stands on each list (S).
 7. T5 rests on the last `first` or `rerun` sheet of a contest; T5.28–.32 on all rounds.
 8. A certificate counts as issued wherever it leads, and as received if another unit issued it
    (X3.8): one within the unit is issued only.
 9. The average of T2.19 and T2.20 is that of the constituencies, people by seats: they share the
    quota less the garrison's seats (A-08), so P ÷ .06 would call every one of them too large.
10. T9: a milestone is due once its last day has come. Nominations, consultation and the count
    (K15, K18, K27) stand in no plan; their last day is that of §2, and they are done when every
    preliminary list, every formal list and every sheet is there. Late is what is still not done:
    of what was done late only a missed legal limit stays visible (X9.4).
11. Groups, visits and slips belong to the unit that formed, made or issued them.
12. An appeal that changed the roll repaired an omission (to be registered) or a wrong entry.
13. Formal candidates are those of the list as published. Who left on a later day is among them
    and is a change (T4.22); who left on the day itself is neither.
"""

from __future__ import annotations

from datetime import datetime

from tests.stories.recomputed.t1 import t1
from tests.stories.recomputed.t2 import t2, t2_rows
from tests.stories.recomputed.t3 import t3, t3_rows
from tests.stories.recomputed.t4 import t4, t4_rows
from tests.stories.recomputed.t5 import t5, t5_rows
from tests.stories.recomputed.t6 import t6
from tests.stories.recomputed.t9 import t9
from tests.stories.recomputed.tables import Election, Figures, Office, constituencies, day_of

NOT_RECOMPUTED = {
    "T9.07": "errors are answers of the law, not records",
    "T9.08": "warnings are answers of the law, not records",
}
"""Field that the office gives → why it is not worked out here."""


def recomputed(office: Office, election: Election, at: datetime) -> Figures:
    """Every figure of one election that is worked out here."""
    on = day_of(at)
    return {
        **t1(office, election, on),
        **t2(office, election),
        **t3(office, election),
        **t4(office, election),
        **t5(office, election),
        **t6(office, election),
        **t9(office, election, on),
    }


def recomputed_rows(office: Office, election: Election) -> dict[int, Figures]:
    """Constituency → its own figures."""
    parts = [of(office, election) for of in (t2_rows, t3_rows, t4_rows, t5_rows)]
    return {
        row["number"]: {
            field: value for part in parts for field, value in part[row["number"]].items()
        }
        for row in constituencies(office, election)
    }
