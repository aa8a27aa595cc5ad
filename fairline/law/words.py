"""Calling hours in words, English and French, for findings and pages."""

Spans = tuple[tuple[int, int], ...]

# Each group of days as the subject of its hours, and as a day on which nothing is allowed.
NAMES = {
    "en": {
        ("mon_fri",): ("Mon-Fri", "weekdays"),
        ("sat",): ("Sat", "Saturdays"),
        ("sun",): ("Sun", "Sundays"),
        ("holidays",): ("public holidays", "public holidays"),
        ("mon_fri", "sat"): ("Mon-Sat", ""),
        ("sat", "sun"): ("Sat and Sun", ""),
        ("mon_fri", "sat", "sun"): ("every day", ""),
    },
    "fr": {
        ("mon_fri",): ("du lundi au vendredi", "du lundi au vendredi"),
        ("sat",): ("le samedi", "le samedi"),
        ("sun",): ("le dimanche", "le dimanche"),
        ("holidays",): ("les jours fériés", "les jours fériés"),
        ("mon_fri", "sat"): ("du lundi au samedi", ""),
        ("sat", "sun"): ("le samedi et le dimanche", ""),
        ("mon_fri", "sat", "sun"): ("tous les jours", ""),
    },
}
AND = {"en": "and", "fr": "et"}
HARD = "\u00a0"  # no line may break before h and ; in French
WORDS_FR = {
    "calls answered live by a person": "appels décrochés par une personne",
    "calls answered": "appels décrochés",
    "successful calls": "appels aboutis",
    "30 days of one campaign": "30\u00a0jours d'une campagne",
    "24 hours of one campaign": "24\u00a0heures d'une campagne",
    "calendar month": "un mois civil",
    "the campaign": "la campagne",
    "each call": "chaque appel",
    "the answer": "du décroché",
    "the completed greeting of the called person": "de la fin de l'accueil par l'appelé",
    "one person": "une personne",
    "one number": "un numéro",
    "one subject": "une personne, sur un même sujet",
    "one subject, whatever number is used": "une personne, sur un même sujet, quel que soit le numéro",
    "one residential line": "une ligne résidentielle",
    "one debt and one person": "une personne, pour une même dette",
    "one consumer; calls and attempts, by the trader or anyone on its behalf": (
        "un consommateur, appels et essais, par le professionnel ou pour son compte"
    ),
}
"""Words that the data has in English, in French."""
NEVER = {"en": "at no time", "fr": "à aucun moment"}


def hours_text(
    mon_fri: Spans, sat: Spans, sun: Spans, holidays: Spans | None, clock: str | None, lang: str
) -> str:
    """Say when calling is allowed and on which days it is not; ``lang`` is ``en`` or ``fr``."""
    days = {"mon_fri": mon_fri, "sat": sat, "sun": sun}
    if holidays is not None:
        days["holidays"] = holidays
    closed = [day for day, spans in days.items() if not spans]
    if len(closed) == len(days):
        return NEVER[lang]
    said = ", ".join(f"{_named(group, lang)} {_spans(days[group[0]], lang)}" for group in _groups(days))
    text = said + _not_on([NAMES[lang][(day,)][1] for day in closed], lang)
    return text if clock is None else text + _clock(clock, lang)


def _groups(days: dict[str, Spans]) -> list[tuple[str, ...]]:
    groups: list[tuple[str, ...]] = []
    for day, spans in days.items():
        if not spans:
            continue
        if groups and days[groups[-1][0]] == spans and list(days)[list(days).index(day) - 1] in groups[-1]:
            groups[-1] = (*groups[-1], day)
        else:
            groups.append((day,))
    return groups


def _named(group: tuple[str, ...], lang: str) -> str:
    if group in NAMES[lang]:
        return NAMES[lang][group][0]
    return f"{NAMES[lang][group[:-1]][0]} {AND[lang]} {NAMES[lang][group[-1:]][0]}"


def _spans(spans: Spans, lang: str) -> str:
    if lang == "fr":
        return " et ".join(f"de {_hour_fr(start)} à {_hour_fr(end)}" for start, end in spans)
    return " and ".join(f"{_hour_en(start)}-{_hour_en(end)}" for start, end in spans)


def _hour_en(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _hour_fr(minute: int) -> str:
    return f"{minute // 60}{HARD}h" if minute % 60 == 0 else f"{minute // 60}{HARD}h{HARD}{minute % 60:02}"


def _not_on(names: list[str], lang: str) -> str:
    if not names:
        return ""
    if lang == "en":
        listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
        return f"; not on {listed}"
    if len(names) == 1:
        return f"{HARD}; pas {names[0]}"
    joint = " " if len(names) == 2 else ", "
    return f"{HARD}; " + joint.join(f"ni {name}" for name in names)


def _clock(clock: str, lang: str) -> str:
    city = clock.rsplit("/", 1)[-1].replace("_", " ")
    return f" ({city} time)" if lang == "en" else f" (heure de {city})"
