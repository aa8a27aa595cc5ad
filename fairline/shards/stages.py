"""How the rules of one account are parted further, where the account alone is too much for one place.

Rules with a finer key than the account (a number, a destination, a campaign) need the facts of one such key
together and no others. Each of their stages gets the account's facts once more, parted by that finer key.
"""

from dataclasses import dataclass

from msgspec import Struct

from fairline.facts import Message, OptOut
from fairline.policy import Rule
from fairline.shards.families import Family, everything_in, looked_up
from fairline.signals.expressions import Column, Constant, Expression, FirstKnown, NewlySeen, name_of, walk

RULES_MIN = 5  # ours: for fewer rules, one more copy of the facts costs more than it spares
LATE_FIELDS = frozenset({"purpose", "called_country", "called_places", "called_zones", "direction"})
"""What may be filled in only where the facts are counted, so that nothing can be parted by it before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Rules of one kind of fact, and by what the facts of one account are parted for them."""

    kind: type[Struct]
    route: Expression
    rules: frozenset[str]
    looked_up: frozenset[type[Struct]]

    @property
    def name(self) -> str:
        """The finer key in a word: ``caller``, ``campaign``."""
        return name_of(self.route)


def stages(family: Family, kind: type[Struct]) -> tuple[Stage, ...]:
    """Return the stages of ``kind``, that of the most rules first. A rule in none stays with its account."""
    left = [
        rule
        for clause in family.clauses
        for rule in clause.rules
        if rule.signal.kind is kind and can_be_parted(rule)
    ]
    found: list[Stage] = []
    while left:
        routes = list(dict.fromkeys(part for rule in left for part in rule.signal.by[1:] if is_route(part)))
        if not routes:
            break
        route = max(routes, key=lambda each: sum(parts(each, rule) for rule in left))
        mine = [rule for rule in left if parts(route, rule)]
        if len(mine) < RULES_MIN:
            break
        left = [rule for rule in left if rule not in mine]
        names = frozenset(rule.name for rule in mine)
        found.append(Stage(kind=kind, route=route, rules=names, looked_up=looked_up(mine)))
    return tuple(found)


def can_be_parted(rule: Rule) -> bool:
    """Whether the rule needs of an account only the facts of one key, and records that can be in many places.

    Not so where it remembers what was seen of the whole account, or looks up opt-outs among the messages
    that it counts itself.
    """
    if any(isinstance(each, NewlySeen) for each in everything_in(rule)):
        return False
    return rule.signal.kind is not Message or OptOut not in looked_up([rule])


def is_route(part: Expression) -> bool:
    """Whether facts can be parted by a part of a key before they are completed."""
    below = walk(part)
    own = all(isinstance(each, Column | Constant | FirstKnown) for each in below)
    return own and not any(isinstance(each, Column) and each.field in LATE_FIELDS for each in below)


def parts(route: Expression, rule: Rule) -> bool:
    """Whether all facts of each key of ``rule`` have one value of ``route``.

    A key that names the first term of a ``FirstKnown`` is known only where that term is what is known first.
    """
    return any(
        part == route or (isinstance(route, FirstKnown) and part == route.terms[0])
        for part in rule.signal.by[1:]
    )
