"""A whole county election as the folder of `docs/reference/county-files.md`."""

import shutil
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from huanjie.samples import bodies, petitions
from huanjie.samples.chance import stream
from huanjie.samples.constituencies import Constituency, draw, hire, unit_plan
from huanjie.samples.dirt import soil
from huanjie.samples.electorate import roll_changes, settle_cases
from huanjie.samples.files import Progress, truth, write_files
from huanjie.samples.people import Census, Person, coming_of_age
from huanjie.samples.petitions import Nominations
from huanjie.samples.places import County, Village, read_county
from huanjie.samples.plots import assign, play
from huanjie.samples.rolls import final_voters, published
from huanjie.samples.sample import Sample
from huanjie.samples.sheets import Sheet, enter, fields_of
from huanjie.samples.tables import Folder, write_json

__all__ = ["Summary", "write_county"]


@dataclass(frozen=True, slots=True)
class Summary:
    """What was written: rows by file, dirt by kind, contests by what happened first."""

    out: Path
    rows: dict[str, int]
    dirt: dict[str, int]
    outcomes: dict[str, int]
    people: int
    voters: int
    contests: int
    seats: int
    elected: int


def write_county(
    *,
    divisions: Path,
    county: str,
    seed: int,
    out: Path,
    population: int = 300_000,
    election_day: date = date(2026, 12, 20),
    progress: Progress | None = None,
) -> Summary:
    """Write the folder `out` and, beside it, `out.truth.json`. The same seed gives the same bytes.

    Raises `ValueError` when `divisions` does not hold the county, or it has too few people.
    """
    tell = progress or (lambda what, done, total: None)
    place = read_county(divisions, county, population=population, chance=stream(seed, "places"))
    sample = _people(place, seed, election_day, tell)
    sample.rolls = published(sample.electorate, sample.drawn)
    sample.changes = roll_changes(
        sample.drawn, sample.rolls, sample.census, place, stream(seed, "roll-changes")
    )
    sample.voters = final_voters(sample.rolls, sample.changes)
    tell("rolls", len(sample.rolls), len(sample.rolls))
    _nominate(sample)
    tell("nominations", len(sample.contests), len(sample.contests))
    _poll(sample, tell)
    folder = _fresh(out)
    write_files(sample, folder, tell)
    write_json(out.with_name(out.name + ".truth.json"), truth(sample))
    return _summary(sample, folder)


def _people(place: County, seed: int, day: date, tell: Progress) -> Sample:
    """Inhabitants, units, constituencies, eligibility, and the dirt of the file."""
    census = Census(county=place.code, day=day, chance=stream(seed, "people"))
    people: list[Person] = []
    for done, village in enumerate(place.villages, start=1):
        people += census.settle(village)
        tell("people", done, len(place.villages))
    cutoff = coming_of_age(day)
    found = bodies.quotas(place, stream(seed, "quotas"))
    plan = unit_plan(place, found[place.code].total)
    in_seat = {village.code for village in place.seat.villages}
    hire([one for one in people if one.village in in_seat], plan, cutoff, stream(seed, "units"))
    residents = Counter((one.village, one.group) for one in people if not one.unit)
    drawn = draw(place, found, plan, residents)
    census.chance = stream(seed, "strangers")
    electorate = settle_cases(people, census, place, _havens(place, drawn), stream(seed, "cases"))
    register = soil(people, place, census, cutoff, stream(seed, "dirt"))
    return Sample(
        place,
        seed,
        day,
        found,
        bodies.committees(place, stream(seed, "committees")),
        census,
        electorate,
        drawn,
        register,
    )


def _havens(place: County, drawn: dict[str, list[Constituency]]) -> list[Village]:
    """Villages that lie whole in one constituency in every election they belong to."""
    whole = [
        {code for one in found for code, group in one.places if not group}
        for found in drawn.values()
    ]
    split = {
        code for found in drawn.values() for one in found for code, group in one.places if group
    }
    return [
        one
        for one in place.villages
        if one.code not in split and any(one.code in codes for codes in whole)
    ]


def _nominate(sample: Sample) -> None:
    electorate = sample.electorate
    drafts = Nominations(
        stream(sample.seed, "nominations"),
        sample.committees,
        changed=frozenset(change.person for change in sample.changes),
        everybody=[one for one in electorate.people if electorate.is_voter(one)],
        no_voters=[
            one for one in electorate.people if one.case == "剥夺政治权利" and "·" not in one.name
        ],
    )
    sample.contests = petitions.nominate(sample.drawn, sample.rolls, drafts)


def _poll(sample: Sample, tell: Progress) -> None:
    plots = assign(sample.contests, sample.voters, stream(sample.seed, "plots"))
    typing = stream(sample.seed, "typing")
    for done, contest in enumerate(sample.contests, start=1):
        plot, mishap = plots.get(contest.key, ("", ""))
        election, number = contest.key
        chance = stream(sample.seed, f"polling/{election}/{number}")
        story = play(contest, sample.voters[contest.key], plot, mishap, chance)
        sample.stories[contest.key] = story
        persons = {one.name: one.number for one in reversed(contest.roll)}
        for vote in story.rounds:
            sample.entries.append(enter(Sheet(vote, fields_of(vote, persons)), typing))
        tell("polling", done, len(sample.contests))


def _fresh(out: Path) -> Folder:
    """An empty folder; only a folder of ours is replaced."""
    if out.exists() and any(out.iterdir()) and not (out / "manifest.json").exists():
        raise ValueError(f"{out} is not empty and holds no county election")
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    return Folder(out)


def _summary(sample: Sample, folder: Folder) -> Summary:
    stories = sample.stories.values()
    return Summary(
        out=folder.path,
        rows={name: int(facts["rows"]) for name, facts in folder.files.items()},
        dirt=dict(Counter(kind for _, kind, _ in sample.register.labels)),
        outcomes=dict(Counter(one for story in stories for one in story.outcomes)),
        people=len(sample.electorate.people),
        voters=sum(
            count
            for (election, _), count in sample.voters.items()
            if election == sample.county.code
        ),
        contests=len(sample.contests),
        seats=sum(contest.seats for contest in sample.contests),
        elected=sum(len(story.winners) for story in stories),
    )
