"""What links are compared with, and what of it is true of a host: kept, as one campaign has one host."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from msgspec import Struct

from fairline.checks.domains import suffixes_version
from fairline.checks.judgment import SURE, Judgment
from fairline.checks.links.brands import LURES, SCORES, Brands, Imitation, Kind, has_ending_inside
from fairline.checks.links.letters import mixes_scripts, table_version
from fairline.checks.links.lists import Domains, Listed, Registrations, own_shorteners
from fairline.checks.links.urls import Link, Trick, read_url
from fairline.facts import Topic
from fairline.policy import Text

VERSION = "links 2026-11-30"
HOSTS_KEPT = 20_000  # ours: hosts that are remembered, some 20 MB
ODD, MIXED, INSIDE = Decimal("0.9"), Decimal("0.9"), Decimal("0.8")  # ours, as the scores of brands
THROW_AWAY, DIFFERS, DIFFERS_FROM_BRAND = Decimal("0.5"), Decimal("0.5"), Decimal("0.8")  # ours
PATH_LURES = tuple(word for word in sorted(LURES) if len(word) >= 5)
"""Words that are looked for anywhere in a path; shorter ones are in too many others."""


class About(Struct, frozen=True):
    """What is true of a host, whichever of its pages a link leads to."""

    judgments: tuple[Judgment, ...]
    imitation: Imitation | None
    shortener: bool
    own: bool
    registered: date | None


class Knowledge:
    """What links are compared with. All of it may be missing, and then nothing is said about it.

    ``shorteners``: those that ship with fairline, unless others are given; ``unshared``: domains of the
    operator's and its customers' that no stranger uses.
    """

    def __init__(
        self,
        *,
        brands: Brands | None = None,
        listed: tuple[Listed, ...] = (),
        shorteners: Domains | None = None,
        unshared: frozenset[str] = frozenset(),
        disposable: Domains | None = None,
        registrations: Registrations | None = None,
    ) -> None:
        """Keep it; of files, only the shorteners that ship with fairline are read here."""
        self.brands, self.listed, self.disposable = brands, listed, disposable
        self.shorteners = own_shorteners() if shorteners is None else shorteners
        self.unshared, self.registrations = unshared, registrations
        self._known: dict[str, About] = {}

    def about(self, link: Link) -> About:
        """Return what is true of a link's host."""
        known = self._known.get(link.host)
        if known is None:
            if len(self._known) >= HOSTS_KEPT:
                self._known.clear()
            known = self._known[link.host] = self._look(link)
        return known

    def judgments(self, link: Link) -> Iterator[Judgment]:
        """Yield what is wrong with a link."""
        about = self.about(link)
        yield from about.judgments
        for each in self.listed:
            if each.has_url(link):
                yield _on_list(each)
        if Trick.ODD_ADDRESS in link.tricks:
            yield found(ODD, VERSION, ODD_ADDRESS)
        if about.imitation is not None and self.brands is not None:
            lured = about.imitation.kind is Kind.NAME and _is_lured(link)
            score = SCORES[Kind.NAME_AND_LURE] if lured else about.imitation.score
            yield found(score, self.brands.version, _imitates(about.imitation.brand))
        if link.text_domain is not None:
            yield self._text_differs(link, about)
        if link.user and self.brands is not None and not about.own:
            named = read_url(link.user.partition(":")[0])
            if named is not None and self.brands.is_own(named.host):
                yield found(SURE, self.brands.version, BEFORE_SIGN)

    def _look(self, link: Link) -> About:
        own = self.brands is not None and self.brands.is_own(link.host)
        imitation = None if self.brands is None else self.brands.imitates(link.host, link.shown)
        said = [_on_list(each) for each in self.listed if each.has_host(link.host)]
        labels = tuple(link.shown.split("."))
        if any(mixes_scripts(label) for label in labels):
            said.append(found(MIXED, table_version(), MIXES))
        if imitation is None and not own and has_ending_inside(labels, link.host):
            said.append(found(INSIDE, suffixes_version(), ENDING_INSIDE))
        if self.disposable is not None and self.disposable.has(link.host):
            said.append(found(THROW_AWAY, self.disposable.version, DISPOSABLE))
        return About(
            judgments=tuple(said),
            imitation=imitation,
            shortener=link.domain not in self.unshared and self.shorteners.has(link.host),
            own=own,
            registered=None if self.registrations is None else self.registrations.day(link.domain),
        )

    def _text_differs(self, link: Link, about: About) -> Judgment:
        brands = self.brands
        if brands is not None and not about.own and brands.is_own(link.text_domain or ""):
            return found(DIFFERS_FROM_BRAND, brands.version, TEXT_DIFFERS)
        return found(DIFFERS, VERSION, TEXT_DIFFERS)


def found(score: Decimal, version: str, why: Text) -> Judgment:
    """Return that something is wrong with a link."""
    return Judgment(topic=Topic.BAD_LINK, found=True, score=score, why=why, version=version)


def _is_lured(link: Link) -> bool:
    path = link.key[len(link.host) :].lower()
    return any(word in path for word in PATH_LURES)


def _on_list(listed: Listed) -> Judgment:
    name = _no_slots(listed.name)
    why = Text(en=f"A link is on the list {name}.", fr=f"Un lien figure sur la liste {name}.")
    return found(SURE, listed.version, why)


def _imitates(brand: str) -> Text:
    name = _no_slots(brand)
    return Text(
        en=f"A link's name imitates the brand {name}.",
        fr=f"Le nom d'un lien imite la marque «\u00a0{name}\u00a0».",
    )


def _no_slots(name: str) -> str:
    """Return a name of the operator's, whose braces are no slots of a text."""
    return name.replace("{", "{{").replace("}", "}}")


MIXES = Text(
    en="A link's name mixes letters of scripts that are not written together.",
    fr="Le nom d'un lien mêle des lettres d'écritures qui ne s'emploient pas ensemble.",
)
ODD_ADDRESS = Text(
    en="A link leads to an IP address that is written to hide it.",
    fr="Un lien mène à une adresse IP écrite de façon à la cacher.",
)
ENDING_INSIDE = Text(
    en="A link's name has the ending of another domain inside, as if it were that domain.",
    fr="Le nom d'un lien contient la terminaison d'un autre domaine, comme s'il en était un.",
)
DISPOSABLE = Text(
    en="A link leads to a domain of throw-away mail addresses.",
    fr="Un lien mène à un domaine d'adresses jetables.",
)
TEXT_DIFFERS = Text(
    en="The text of a link names another domain than the one that it leads to.",
    fr="Le texte d'un lien nomme un autre domaine que celui où il mène.",
)
BEFORE_SIGN = Text(
    en="A link names a brand's domain before the sign @ and leads to another one.",
    fr="Un lien nomme le domaine d'une marque avant le signe @ et mène à un autre.",
)
