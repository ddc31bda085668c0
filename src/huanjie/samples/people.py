"""Households of a county: who lives where, how old, of what nationality."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from huanjie.samples.identity import Registry
from huanjie.samples.names import given_name, surname
from huanjie.samples.places import Village

__all__ = ["Census", "Person", "coming_of_age"]

MIXES = {
    "4331": (("苗", 46), ("土家", 27), ("汉", 24), ("侗", 1), ("瑶", 1), ("回", 1)),
    "": (("汉", 86), ("苗", 8), ("土家", 5), ("回", 1)),
}


@dataclass(slots=True, eq=False)
class Person:
    """One inhabitant as he truly is.

    `state` is what the population file says, `case` what `status.csv` says, `moved_to` the village
    a certificate leads to. Birth is YYYYMMDD.
    """

    household: int
    relation: str
    name: str
    sex: str
    birth: str
    number: str
    ethnicity: str
    village: str
    group: int
    address: str
    residence: str
    unit: str = ""
    party: str = "群众"
    education: str = "初中"
    state: str = "正常"
    case: str = ""
    moved_to: str = ""

    @property
    def birth_iso(self) -> str:
        """The birth date with hyphens."""
        return f"{self.birth[:4]}-{self.birth[4:6]}-{self.birth[6:]}"


def coming_of_age(day: date) -> str:
    """The last birth date (YYYYMMDD) of those who are eighteen on `day`.

    Someone born on 29 February comes of age on 28 February of a common year.
    """
    leap = day.year % 4 == 0 and (day.year % 100 != 0 or day.year % 400 == 0)
    last = "0229" if (day.month, day.day) == (2, 28) and not leap else f"{day:%m%d}"
    return f"{day.year - 18}{last}"


class Census:
    """Makes people: whole villages of them, and single strangers."""

    def __init__(self, *, county: str, day: date, chance: Random) -> None:
        self.registry = Registry("99" + county[2:6])
        self.day = day
        self.chance = chance
        self.households = 0
        mix = next(mix for prefix, mix in MIXES.items() if county.startswith(prefix))
        self.nations = [nation for nation, _ in mix]
        self.nation_weights = [weight for _, weight in mix]
        self.births: dict[int, str] = {}

    def settle(self, village: Village) -> Iterator[Person]:
        """Everyone of a village, group by group, household by household."""
        for group, people in enumerate(village.groups, start=1):
            left = people
            while left > 0:
                members = self.household(village, group)[:left]
                yield from members
                left -= len(members)

    def household(self, village: Village, group: int) -> list[Person]:
        """One household: a head, mostly a spouse, children, now and then a parent."""
        chance = self.chance
        self.households += 1
        family, nation = surname(chance), chance.choices(self.nations, self.nation_weights)[0]
        address = f"{village.name}{group}组{self.households % 97 + 1}号"
        age = round(chance.triangular(24, 80, 40))
        sex = "男" if chance.random() < 0.86 else "女"

        def person(relation: str, sex: str, age: int, family: str, nation: str) -> Person:
            return self.person(relation, sex, age, family, nation, (village.code, group, address))

        members = [person("户主", sex, age, family, nation)]
        married = chance.random() < (0.84 if age < 75 else 0.5)
        if married:
            other = nation if chance.random() < 0.75 else chance.choice(self.nations)
            wife = max(21, age + chance.randint(-5, 3))
            members.append(
                person("配偶", "女" if sex == "男" else "男", wife, surname(chance), other)
            )
        for _ in range(chance.choices((0, 1, 2, 3), (6, 28, 48, 18))[0] if married else 0):
            child = age - chance.randint(22, 33)
            if child >= 0 and chance.random() < (1 if child < 19 else 0.75 if child < 30 else 0.3):
                boy = chance.random() < 0.53
                members.append(
                    person("子" if boy else "女", "男" if boy else "女", child, family, nation)
                )
        if 28 <= age <= 62 and chance.random() < 0.38:
            mother = chance.random() < 0.62
            older = age + chance.randint(21, 30)
            other = surname(chance) if mother else family
            members.append(person("父母", "女" if mother else "男", older, other, nation))
        return members

    def person(
        self,
        relation: str,
        sex: str,
        age: int,
        family: str,
        nation: str,
        home: tuple[str, int, str],
    ) -> Person:
        """One person of that age on the election day."""
        chance = self.chance
        birth = self.birth(age)
        year = int(birth[:4])
        name = family + given_name(chance, sex=sex, year=year)
        village, group, address = home
        return Person(
            self.households,
            relation,
            name,
            sex,
            birth,
            self.registry.issue(birth, male=sex == "男"),
            nation,
            village,
            group,
            address,
            village,
            party=self.party(age),
            education=self.education(year, age),
        )

    def birth(self, age: int) -> str:
        """A birthday in the year that leads to `age` on the election day."""
        back = round(age * 365.2425) + self.chance.randrange(365)
        if back not in self.births:
            self.births[back] = (self.day - timedelta(days=back)).strftime("%Y%m%d")
        return self.births[back]

    def party(self, age: int) -> str:
        """Political affiliation likely at that age."""
        luck = self.chance.random()
        if age >= 20 and luck < 0.085:
            return "中共党员"
        return "共青团员" if 15 <= age <= 28 and luck < 0.4 else "群众"

    def education(self, year: int, age: int) -> str:
        """Schooling likely for that year of birth."""
        if age < 15:
            return "小学"
        late = (1940, 1965, 1980, 1995, 2100)
        odds = (
            (85, 12, 3, 0, 0),
            (45, 40, 12, 3, 0),
            (20, 50, 20, 8, 2),
            (8, 45, 25, 14, 8),
            (2, 38, 32, 16, 12),
        )
        row = odds[next(i for i, limit in enumerate(late) if year < limit)]
        return self.chance.choices(("小学", "初中", "高中", "大专", "本科"), row)[0]

    def stranger(self, village: Village, *, age: int) -> Person:
        """Someone alone in a household: ghosts of the last roll, people missed by the file."""
        self.households += 1
        group = self.chance.randint(1, len(village.groups))
        sex = self.chance.choice("男女")
        home = (village.code, group, f"{village.name}{group}组")
        return self.person("户主", sex, age, surname(self.chance), self.nations[0], home)

    def reborn(self, person: Person, birth: str) -> None:
        """Give a person another birthday, and the number that goes with it."""
        person.birth = birth
        person.number = self.registry.issue(birth, male=person.sex == "男")
