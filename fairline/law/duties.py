"""What a caller or provider owes: deadlines, records, complaints, fines. One shape per topic."""

from msgspec import Struct

from fairline.law.wording import (
    COLON,
    HARD,
    SEMICOLON,
    counted,
    decimal,
    listed,
    money,
    percent,
    said,
    spans,
    whole,
)


class Duty(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a law demands or says, where no number is to be compared, in both languages."""

    en: str
    fr: str

    def text(self, lang: str) -> str:
        """Say it; ``lang`` is ``en`` or ``fr``."""
        return said(lang, self.en, self.fr)


class Span(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A length of time in the units that the law names; all zero is at once."""

    business_days: int | None = None
    years: int | None = None
    months: int | None = None
    days: int | None = None
    hours: int | None = None
    minutes: int | None = None
    seconds: int | None = None

    def __post_init__(self) -> None:
        """Refuse a span without any unit, and one below zero."""
        given = self.parts.values()
        if not given or min(given) < 0:
            raise ValueError("at least one unit, none below zero")

    @property
    def parts(self) -> dict[str, int]:
        """Its units that are given."""
        units = ((name, getattr(self, name)) for name in self.__struct_fields__)
        return {name: value for name, value in units if value is not None}

    def text(self, lang: str) -> str:
        """Say it; ``lang`` is ``en`` or ``fr``."""
        return spans(self.parts, lang)


class Complaints(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """So many complaints within so many days bring measures against a sender."""

    complaints: int
    days: int
    first_barred_days: int | None = None
    repeat_barred_days: int | None = None

    def text(self, lang: str) -> str:
        """Say it; ``lang`` is ``en`` or ``fr``."""
        days = counted(self.days, "days", lang)
        told = said(lang, f"{self.complaints} complaints in {days}", f"{self.complaints} plaintes en {days}")
        for barred, en, fr in (
            (self.first_barred_days, "first time barred for", "première fois, barré pendant"),
            (self.repeat_barred_days, "again, for", "ensuite, pendant"),
        ):
            if barred is not None:
                told += f"{SEMICOLON[lang]}{said(lang, en, fr)} {counted(barred, 'days', lang)}"
        return told


class Fine(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The highest fine, in whole units of a currency; of natural persons; as a share of turnover."""

    currency: str
    amount_max: int
    natural_max: int | None = None
    turnover_max: float | None = None
    prison_years_max: int | None = None
    with_prison_max: int | None = None

    def text(self, lang: str) -> str:
        """Say it; ``lang`` is ``en`` or ``fr``."""
        parts = [said(lang, "up to ", "jusqu'à ") + money(self.amount_max, self.currency, lang)]
        if self.turnover_max is not None:
            share = percent(self.turnover_max, lang)
            parts.append(said(lang, f"or {share} of turnover", f"ou {share} du chiffre d'affaires"))
        if self.natural_max is not None:
            natural = money(self.natural_max, self.currency, lang)
            parts.append(said(lang, f"natural persons {natural}", f"personnes physiques {natural}"))
        if self.prison_years_max is not None and self.with_prison_max is not None:
            years = counted(self.prison_years_max, "years", lang)
            amount = money(self.with_prison_max, self.currency, lang)
            parts.append(
                said(
                    lang,
                    f"abuse of weakness {years} of prison and {amount}",
                    f"abus de faiblesse {years} de prison et {amount}",
                )
            )
        return ", ".join(parts)


class HolidayBan(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Days on which no telephone solicitation is allowed: every public holiday, or named days by place."""

    public_holidays: bool = False
    new_year: tuple[str, ...] = ()
    martin_luther_king: tuple[str, ...] = ()
    christmas: tuple[str, ...] = ()

    def text(self, lang: str) -> str:
        """Say it; ``lang`` is ``en`` or ``fr``."""
        if self.public_holidays:
            return said(lang, "none on public holidays", "aucun les jours fériés")
        days = {
            ("New Year", "jour de l'An"): self.new_year,
            ("Martin Luther King's birthday", "anniversaire de Martin Luther King"): self.martin_luther_king,
            ("Christmas", "Noël"): self.christmas,
        }
        return SEMICOLON[lang].join(
            f"{said(lang, *day)}{COLON[lang]}{', '.join(places)}" for day, places in days.items() if places
        )


class Blocking(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a call blocked by analytics is answered, and which SIP codes no longer do."""

    answer: str
    no_longer: tuple[int, ...]

    def text(self, lang: str) -> str:
        """Say it; ``lang`` is ``en`` or ``fr``."""
        old = listed(map(str, self.no_longer), lang)
        return said(lang, f"SIP {self.answer}; no longer {old}", f"SIP {self.answer}{HARD}; plus {old}")


class Mitigation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Filing in the robocall mitigation database. ``recertify_by`` is the month and day of each year."""

    update_business_days: int
    recertify_by: str
    false_usd: int
    late_usd: int

    def text(self, lang: str) -> str:
        """Say it; ``lang`` is ``en`` or ``fr``."""
        days = counted(self.update_business_days, "business_days", lang)
        false, late = (money(each, "USD", lang) for each in (self.false_usd, self.late_usd))
        month, day = self.recertify_by.split("-")
        return said(
            lang,
            f"update within {days}, recertify by {self.recertify_by} each year; base fines {false} for false"
            f" information, {late} for a late update",
            f"mise à jour dans les {days}, nouvelle certification avant le {day}/{month} chaque année{HARD};"
            f" amendes de base {false} si l'information est fausse, {late} si elle est tardive",
        )


class ChildAbuse(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """To whom apparent child sexual abuse material is reported once known, and what is kept."""

    report_to: str
    preserve_days: int
    monitoring_duty: bool
    first_fines_usd: tuple[int, int]
    next_fines_usd: tuple[int, int]

    def text(self, lang: str) -> str:
        """Say it; ``lang`` is ``en`` or ``fr``."""
        days = counted(self.preserve_days, "days", lang)
        first, later = (
            f" {said(lang, 'or', 'ou')} ".join(money(each, "USD", lang) for each in fines)
            for fines in (self.first_fines_usd, self.next_fines_usd)
        )
        watch = (
            said(lang, "a duty", "obligation")
            if self.monitoring_duty
            else said(lang, "no duty", "aucune obligation")
        )
        return said(
            lang,
            f"report to {self.report_to} as soon as known, keep for {days}, {watch} to monitor; fines up to"
            f" {first}, then {later}, larger providers first",
            f"signaler à {self.report_to} dès qu'on sait, conserver {days}, {watch} de surveillance{HARD};"
            f" amendes jusqu'à {first}, puis {later}, les grands opérateurs d'abord",
        )


class ComplaintHandling(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How long a platform's decision may be complained of, and whether machines alone may answer."""

    open_months: int
    solely_automated: bool

    def text(self, lang: str) -> str:
        """Say it; ``lang`` is ``en`` or ``fr``."""
        told = said(lang, "open for ", "ouverte pendant ") + counted(self.open_months, "months", lang)
        if self.solely_automated:
            return told
        return told + said(lang, ", not decided by machines alone", ", jamais tranchée par la seule machine")


class Exit(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a customer leaves a data processing service."""

    notice_months_max: int
    transition_days: int
    retrieval_days_min: int

    def text(self, lang: str) -> str:
        """Say it; ``lang`` is ``en`` or ``fr``."""
        notice = counted(self.notice_months_max, "months", lang)
        move, fetch = (
            counted(each, "days", lang) for each in (self.transition_days, self.retrieval_days_min)
        )
        return said(
            lang,
            f"notice of at most {notice}, {move} to move, data to be fetched for at least {fetch}",
            f"préavis d'au plus {notice}, {move} de transition, données récupérables au moins {fetch}",
        )


class AnswerTime(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The share of calls to a customer service that must be answered in time."""

    share_min: float
    within_s: int

    def text(self, lang: str) -> str:
        """Say it; ``lang`` is ``en`` or ``fr``."""
        share, time = percent(self.share_min, lang), counted(self.within_s, "seconds", lang)
        return said(lang, f"{share} answered within {time}", f"{share} décrochés dans les {time}")


class PersonalTexting(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Traffic of one number that carriers take for a person's own texting."""

    messages_minute: tuple[int, int]
    messages_day_max: int
    recipients_max: int
    sent_per_received: float
    alike_max: int

    def text(self, lang: str) -> str:
        """Say it; ``lang`` is ``en`` or ``fr``."""
        few, many = self.messages_minute
        day, to = whole(self.messages_day_max, lang), whole(self.recipients_max, lang)
        ratio = decimal(self.sent_per_received, lang)
        return said(
            lang,
            f"{few} to {many} texts a minute, {day} a day, {to} recipients, about {ratio} sent per received,"
            f" {self.alike_max} alike",
            f"{few} à {many} SMS par minute, {day} par jour, {to} destinataires, un rapport"
            f" envoyés/reçus proche de {ratio}, {self.alike_max} semblables",
        )


class Band(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Brands of one span of trust scores, and how many texts a day they may send."""

    score_min: int
    score_max: int
    messages_day_max: int


class DailyCaps(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many texts a day a brand may send, by its trust score."""

    bands: tuple[Band, ...]

    def text(self, lang: str) -> str:
        """Say it; ``lang`` is ``en`` or ``fr``."""
        told = (
            f"{each.score_min}-{each.score_max}{COLON[lang]}{whole(each.messages_day_max, lang)}"
            for each in self.bands
        )
        return said(lang, "texts a day by score ", "SMS par jour selon la note ") + SEMICOLON[lang].join(told)
