"""What one may do to a person: record, call, write, ask a child. One shape per topic, read strictly."""

from typing import Literal

from msgspec import Struct

from fairline.law.wording import COLON, HARD, SEMICOLON, counted, listed, said, whole

PURPOSES = {
    "marketing": ("marketing", "la prospection"),
    "survey": ("surveys", "les enquêtes"),
    "political": ("politics", "la politique"),
    "charity": ("charity", "les appels caritatifs"),
    "debt": ("debt", "le recouvrement"),
    "transactional": ("transactions", "les transactions"),
    "appointment": ("appointments", "les rendez-vous"),
    "claims_management": ("claims management", "la gestion de sinistres et de litiges"),
    "pensions": ("pensions", "les retraites"),
}
"""Purposes as the data names them, in words."""
UNLESS = {
    "contract_in_progress": ("an offer on a contract in progress", "une offre sur un contrat en cours"),
    "customer": ("a customer", "un client"),
    "similar_products": (
        "similar products offered to a customer",
        "des produits analogues proposés à un client",
    ),
    "legitimate_interest": ("a documented legitimate interest", "un intérêt légitime documenté"),
    "implied_consent": ("consent implied by the relationship", "un consentement que la relation implique"),
    "charity": ("a charity", "une association caritative"),
    "publisher": ("a publisher of newspapers or magazines", "un éditeur de journaux ou de revues"),
}
"""What spares the consent, as the data names it, in words."""
MODES = {
    "one_party": ("one party may record", "une partie peut enregistrer"),
    "one_party_plus_notice": (
        "one party may record, and tells the other",
        "une partie peut enregistrer, et en informe l'autre",
    ),
    "notice": ("everybody recorded is told before", "toute personne enregistrée est informée avant"),
    "all_party_notice": (
        "everybody is told before, and going on is consent",
        "chacun est informé avant, et poursuivre vaut accord",
    ),
    "all_party": ("everybody consents before", "chacun consent avant"),
    "mixed_treat_as_all_party": (
        "laws disagree, so as if everybody had to consent before",
        "les textes divergent, donc comme si chacun devait consentir avant",
    ),
}
CONSENT = {
    "prior": ("prior consent", "un accord préalable"),
    "express": ("prior express consent", "un accord exprès préalable"),
    "written": ("prior express written consent", "un accord exprès préalable et écrit"),
}
Mode = Literal[
    "one_party",
    "one_party_plus_notice",
    "notice",
    "all_party_notice",
    "all_party",
    "mixed_treat_as_all_party",
]


class Recording(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who must know of a recording, or consent to it, before it starts."""

    mode: Mode

    def text(self, lang: str) -> str:
        """Say it; ``lang`` is ``en`` or ``fr``."""
        return said(lang, *MODES[self.mode])


class OptIn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whether marketing needs the person's consent beforehand.

    ``needed_for`` are trades that need it where marketing at large does not. ``lines``: the kind of line that
    it is needed for. ``unless`` spares it, in cases that the proof of each contact must show.
    """

    needed: bool
    consent: Literal["prior", "express", "written"] | None = None
    of: Literal["everyone", "consumers", "individuals"] = "everyone"
    lines: Literal["all", "mobile"] = "all"
    needed_for: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse words that have no meaning here, and a consent that is not needed or not named."""
        if self.needed is not (self.consent is not None):
            raise ValueError("consent exactly where it is needed")
        if unknown := [name for name in self.needed_for if name not in PURPOSES]:
            raise ValueError(f"purposes that are known, not {unknown[0]}")
        if unknown := [name for name in self.unless if name not in UNLESS]:
            raise ValueError(f"exceptions that are known, not {unknown[0]}")

    def text(self, lang: str) -> str:
        """Say it; ``lang`` is ``en`` or ``fr``."""
        if self.consent is None:
            told = said(lang, "no prior consent needed", "aucun accord préalable requis")
        else:
            told = said(lang, *CONSENT[self.consent])
        if self.of != "everyone":
            told += said(lang, " of ", " des ") + said(
                lang,
                *{
                    "consumers": ("consumers", "consommateurs"),
                    "individuals": ("individuals", "particuliers"),
                }[self.of],
            )
        if self.lines == "mobile":
            told += said(lang, ", on mobile lines only", ", sur les lignes mobiles seulement")
        if self.needed_for:
            names = listed((said(lang, *PURPOSES[name]) for name in self.needed_for), lang)
            told += said(lang, f", except for {names}", f", sauf pour {names}")
        if self.unless:
            names = listed(
                (said(lang, *UNLESS[name]) for name in self.unless), lang, last={"en": "or", "fr": "ou"}
            )
            told += SEMICOLON[lang] + said(lang, f"spared for {names}", f"dispense pour {names}")
        return told


class Register(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The list of people who want no marketing calls; ``None``: there is none any more."""

    name: str | None

    def text(self, lang: str) -> str:
        """Say it; ``lang`` is ``en`` or ``fr``."""
        return said(lang, "none any more", "plus aucun") if self.name is None else self.name


class ScrubAge(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How old a check against the register may be when a person is called; 0 is a check for each call."""

    days: int
    channels: tuple[Literal["call", "sms", "fax"], ...] = ("call",)

    def text(self, lang: str) -> str:
        """Say it; ``lang`` is ``en`` or ``fr``."""
        if self.days == 0:
            return said(lang, "checked for each call", "vérifié à chaque appel")
        told = counted(self.days, "days", lang)
        if self.channels == ("call",):
            return told
        names = {"call": ("calls", "appels"), "sms": ("texts", "SMS"), "fax": ("fax", "télécopies")}
        return f"{told} ({listed((said(lang, *names[each]) for each in self.channels), lang)})"


class Relationship(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How long a relationship with the person stands in for consent."""

    purchase_months: int
    inquiry_months: int

    def text(self, lang: str) -> str:
        """Say it; ``lang`` is ``en`` or ``fr``."""
        bought, asked = (counted(n, "months", lang) for n in (self.purchase_months, self.inquiry_months))
        return said(
            lang,
            f"{bought} after a purchase, {asked} after an inquiry",
            f"{bought} après un achat, {asked} après une demande",
        )


class StopWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that are an opt-out by themselves, and words that ask for help."""

    opt_out: tuple[str, ...]
    help: tuple[str, ...] = ()
    free: bool | None = None

    def text(self, lang: str) -> str:
        """Say it; ``lang`` is ``en`` or ``fr``."""
        told = ", ".join(word.upper() for word in self.opt_out)
        if self.help:
            asks = said(lang, "for help", "pour de l'aide")
            told += SEMICOLON[lang] + asks + COLON[lang] + ", ".join(word.upper() for word in self.help)
        if self.free:
            told += SEMICOLON[lang] + said(lang, "free to send", "envoi gratuit")
        return told


class Confirmation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The message that may confirm an opt-out."""

    messages_max: int
    within_minutes: int
    marketing: bool

    def text(self, lang: str) -> str:
        """Say it; ``lang`` is ``en`` or ``fr``."""
        minutes = counted(self.within_minutes, "minutes", lang)
        told = said(
            lang,
            f"at most {self.messages_max} within {minutes}",
            f"au plus {self.messages_max}, dans les {minutes}",
        )
        return told if self.marketing else told + said(lang, ", without marketing", ", sans prospection")


class Age(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From which age a person consents for themself. ``regions`` have their own; ``years_min``: where the
    law names no age, the youngest that practice knows."""

    years: int
    years_min: int | None = None
    regions: dict[str, int] = {}

    @property
    def highest(self) -> int:
        """The highest age there."""
        return max(self.years, *self.regions.values()) if self.regions else self.years

    def text(self, lang: str) -> str:
        """Say it; ``lang`` is ``en`` or ``fr``."""
        if self.years_min is not None:
            return said(
                lang,
                f"about {self.years_min} to {self.years} years",
                f"de {self.years_min} à {self.years}{HARD}ans",
            )
        told = counted(self.years, "years", lang)
        return ", ".join([told, *(f"{place} {whole(age, lang)}" for place, age in self.regions.items())])
