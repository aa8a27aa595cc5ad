"""Which numbers may be shown: rules of a numbering plan, in international prefixes such as ``+336``."""

from msgspec import Struct

from fairline.law.permissions import PURPOSES
from fairline.law.wording import COLON, HARD, SEMICOLON, listed, said

EXCEPTIONS = {
    "roaming": ("a roaming mobile", "un mobile en itinérance"),
    "documented_use": (
        "a documented use, such as a cloud node abroad",
        "un usage documenté, tel un nœud à l'étranger",
    ),
    "authenticated": ("an authenticated call", "un appel authentifié"),
}
SHOWN_MAX = 6


def longest(number: str, prefixes: tuple[str, ...]) -> int:
    """Return the length of the longest prefix that ``number`` begins with, 0 if it begins with none."""
    return max((len(prefix) for prefix in prefixes if number.startswith(prefix)), default=0)


class NumberRule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Numbers of one country that calls for some purposes may and may not show. The longer prefix decides.

    ``only_allowed``: its other numbers may not be shown; ``only_automated``: so for automated calls only.
    """

    within: str
    purposes: tuple[str, ...]
    allowed: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    only_allowed: bool = False
    only_automated: bool = False

    def __post_init__(self) -> None:
        """Refuse prefixes that are none or of another country, and purposes that are not known."""
        for prefix in (*self.allowed, *self.forbidden):
            if not prefix.startswith(self.within):
                raise ValueError(f"prefixes within {self.within}, not {prefix}")
        if not self.within.startswith("+") or not self.within[1:].isdecimal():
            raise ValueError('an international prefix such as "+33"')
        if both := set(self.allowed) & set(self.forbidden):
            raise ValueError(f"prefixes that are allowed or forbidden, not both: {min(both)}")
        if unknown := [name for name in self.purposes if name not in PURPOSES]:
            raise ValueError(f"purposes that are known, not {unknown[0]}")

    def permits(self, caller: str, automated: bool | None) -> bool | None:
        """Tell whether ``caller`` may be shown, ``None`` if the rule does not say."""
        if not caller.startswith(self.within):
            return None
        good, bad = longest(caller, self.allowed), longest(caller, self.forbidden)
        if good or bad:
            return good > bad
        if self.only_allowed and not self.only_automated:
            return False
        return False if self.only_automated and automated is True else None

    def text(self, lang: str) -> str:
        """Say it; ``lang`` is ``en`` or ``fr``."""
        parts = []
        if self.allowed:
            only = self.only_allowed or self.only_automated
            start = said(lang, "only " if only else "may show ", "seulement " if only else "peut afficher ")
            whom = said(lang, "automated calls ", "appels automatisés ") if self.only_automated else ""
            parts.append(whom + start + _shown(self.allowed, lang))
        if self.forbidden:
            parts.append(said(lang, "never ", "jamais ") + _shown(self.forbidden, lang))
        purposes = listed((said(lang, *PURPOSES[name]) for name in self.purposes), lang)
        return f"{self.within}, {said(lang, 'for', 'pour')} {purposes}{COLON[lang]}{', '.join(parts)}"


class NumberRules(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All rules that one law has on numbers shown."""

    rules: tuple[NumberRule, ...]

    def text(self, lang: str) -> str:
        """Say it; ``lang`` is ``en`` or ``fr``."""
        return SEMICOLON[lang].join(rule.text(lang) for rule in self.rules)


class ForeignOrigin(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Numbers of ``within`` that calls from abroad may not show: those that begin with a prefix of
    ``forbidden`` and none of ``allowed``. ``unless`` are exceptions that a number alone does not tell."""

    within: str
    forbidden: tuple[str, ...]
    allowed: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse prefixes of another country and exceptions that are not known."""
        for prefix in (*self.forbidden, *self.allowed):
            if not prefix.startswith(self.within):
                raise ValueError(f"prefixes within {self.within}, not {prefix}")
        if unknown := [name for name in self.unless if name not in EXCEPTIONS]:
            raise ValueError(f"exceptions that are known, not {unknown[0]}")

    def forbids(self, caller: str) -> bool | None:
        """Tell whether a call from abroad may not show ``caller``, ``None`` if it is not of this country."""
        if not caller.startswith(self.within):
            return None
        return longest(caller, self.forbidden) > longest(caller, self.allowed)

    def text(self, lang: str) -> str:
        """Say it; ``lang`` is ``en`` or ``fr``."""
        told = said(lang, "a call from abroad may not show ", "un appel de l'étranger ne peut afficher ")
        told += _shown(self.forbidden, lang)
        if self.allowed:
            told += said(lang, " but ", " mais ") + _shown(self.allowed, lang)
        if self.unless:
            names = listed((said(lang, *EXCEPTIONS[name]) for name in self.unless), lang)
            told += SEMICOLON[lang] + said(lang, f"except {names}", f"sauf {names}")
        return told


def _shown(prefixes: tuple[str, ...], lang: str) -> str:
    more = len(prefixes) - SHOWN_MAX
    told = ", ".join(prefixes[:SHOWN_MAX])
    return told if more <= 0 else told + said(lang, f" and {more} more", f" et {more}{HARD}autres")
