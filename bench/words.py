"""What the checks of text by words cost a message, and how well likeness tells blasts apart.

The texts are ours: made-up blasts (``bench/blasts.py``), and what people write to each other. Every check
reads each message by itself, as in a guard.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import combinations, islice

from bench.blasts import TEXTS, blast
from bench.reference import reference
from bench.sections import Measured, Scale, Table, micros, rate, times
from bench.timing import Contestant, Work, costs
from bench.traffic import calls
from fairline.checks.gate import Ground, Look, enter
from fairline.checks.personal_data.redacting import redacted
from fairline.checks.text.brands import Brand, Brands
from fairline.checks.text.likeness import ALIKE_MIN, Blasts, likeness
from fairline.checks.text.plain import plain
from fairline.checks.text.reading import read
from fairline.checks.text.saying import Settings, said
from fairline.facts import Basis

TALK = (
    "ok see you at eight then, bring the blue folder please",
    "Running late, traffic is terrible. Start without me and I'll catch up when I get there",
    "did you get the photos I sent yesterday? the ones of the garden with the dogs",
    "Merci pour hier soir, c'était vraiment sympa ! On se refait ça le mois prochain ?",
    "tu peux passer prendre du pain en rentrant stp, j'ai plus le temps avant la fermeture",
    "I've been a customer for nine years and nobody has ever answered that fast, thank you so much",
    "Your table for four is booked for Saturday at half past seven. Reply C to cancel.",
    "Le technicien passera demain entre huit heures et midi, merci de laisser l'accès au compteur.",
)
SPACING = (0.2, 0.3, ALIKE_MIN, 0.5, 0.6)
AT = datetime(2026, 11, 30, tzinfo=UTC)
KEYS = 50


def texts(number: int) -> list[str]:
    """Return messages, half of them of blasts, a text of those with disguised letters."""
    blasts = [blast(text, seed, disguised=0.1 * (seed % 8 == 7)) for seed, text in enumerate(TEXTS)]
    return [
        TALK[at // 2 % len(TALK)] if at % 2 else next(blasts[at // 2 % len(blasts)]) for at in range(number)
    ]


def measure(scale: Scale) -> Measured:
    """Return the cost of each check, and of all of them, and the table of likeness."""
    number = scale.records
    looks = [
        enter(str(at), Ground(basis=Basis.CUSTOMER), text.encode()) for at, text in enumerate(texts(number))
    ]
    settings = Settings(brands=Brands(Brand(name=f"Brand {at}x") for at in range(1_000)))

    def every(look: Look, blasts: Blasts) -> int:
        reading = read(look)
        found = said(reading, settings)
        alike = blasts.alike(reading, str(len(look.item) % KEYS), AT)
        return len(found.judgments) + (alike is not None)

    ways: dict[str, Callable[[Look, Blasts], int]] = {
        "plain text": lambda look, _: len(plain(look.text)),
        "all topics and fields": lambda look, _: len(said(look, settings).judgments),
        "likeness in a window": lambda look, blasts: blasts.alike(look, look.item[-1], AT) is not None,
        "personal data redacted": lambda look, _: len(redacted(look.text).text),
        "topics, fields and likeness": every,
    }
    made = [_contestant(name, way, looks) for name, way in ways.items()]
    found = costs(reference(tuple(calls(scale.facts))), made, scale.rounds)
    rows = tuple(
        (name, micros(found[name].seconds), rate(found[name].rate), times(found[name].ratio)) for name in ways
    )
    length = sum(len(look.text) for look in looks) / number
    return Measured(
        tables=(
            Table(
                title="Checks of text by words",
                headings=("what", "µs a message", "messages/s", "against reference"),
                rows=rows,
                note=f"{length:.0f} characters a message on average; a thousand protected names; one core.",
            ),
            _apart(12 if scale.rounds < 5 else 30),
        )
    )


def _contestant(name: str, way: Callable[[Look, Blasts], int], looks: list[Look]) -> Contestant:
    def start() -> Work:
        blasts = Blasts(timedelta(hours=1))

        def work() -> int:
            return sum(way(look, blasts) for look in looks)

        return work

    return Contestant(name=name, facts=len(looks), start=start)


def _apart(number: int) -> Table:
    """Return, by threshold, how many pairs of one blast and of two are taken to be of one."""
    rows = []
    for share in (0.0, 0.1):
        groups = [
            [plain(text) for text in islice(blast(text, seed, disguised=share), number)]
            for seed, text in enumerate(TEXTS)
        ]
        same = [likeness(one, other) for group in groups for one, other in combinations(group, 2)]
        two = [likeness(one[at], other[at]) for one, other in combinations(groups, 2) for at in range(number)]
        rows += [
            (f"{share:.0%} of letters disguised, from {least}", _share(same, least), _share(two, least))
            for least in SPACING
        ]
    return Table(
        title="Likeness of made-up messages",
        headings=("alike from", "pairs of one blast, %", "pairs of two, %"),
        rows=tuple(rows),
        note="Names, sums, codes, links and days differ, and half of the words that have a synonym.",
    )


def _share(values: list[float], least: float) -> str:
    return f"{100 * sum(value >= least for value in values) / len(values):.2f}"
