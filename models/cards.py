"""The tables of the models' cards, between two marks of each page; the rest is written by hand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from fairline.checks.text.scores import TOPICS
from fairline.checks.text.weights import Head, Weights
from models.asking import Challenged, Flagged
from models.heads import BY_NAME
from models.measuring import Across
from models.sources import SOURCES, Sample
from models.training import HeldOut

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "models"
BEGIN, END = "<!-- tables: make models -->", "<!-- end of tables -->"


class Measured(Struct, frozen=True, kw_only=True):
    """All that was measured."""

    across: tuple[Across, ...]
    held_out: tuple[HeldOut, ...]
    flagged: tuple[Flagged, ...]
    challenged: tuple[Challenged, ...]


WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "chosen": "Version `{version}`, trained on {day}. Found from a score of {threshold}; there,"
        " held out in training: {benign}.",
        "of": "{share} of {name}",
        "data": "### Data",
        "data-heads": "| set | texts | learned from | licence | credit |",
        "yes": "yes",
        "no": "no, only asked",
        "across": "### Sources that were left out",
        "across-heads": "| asked | against | texts | AUC | recall at 1% false positives |",
        "held": "### Held out by group, at the shipped threshold",
        "held-heads": "| texts of | number | found |",
        "flagged": "### Sets that nothing was learned from, as `judge` answers",
        "flagged-heads": "| texts of | number | found | cannot tell |",
        "challenge": "### Sentences that word lists get wrong",
        "challenge-heads": "| kind | number | right | wrong | cannot tell | a word list is wrong |",
    },
    "fr": {
        "chosen": "Version `{version}`, entraînée le {day}. Il y a constat à partir du score"
        " {threshold}\u202f; à ce seuil, hors apprentissage\u00a0: {benign}.",
        "of": "{share} de {name}",
        "data": "### Données",
        "data-heads": "| jeu | textes | appris | licence | auteurs |",
        "yes": "oui",
        "no": "non, seulement interrogé",
        "across": "### Sources mises de côté",
        "across-heads": "| interrogé sur | face à | textes | AUC | rappel à 1\u00a0% de faux positifs |",
        "held": "### Hors apprentissage par groupe, au seuil livré",
        "held-heads": "| textes de | nombre | constatés |",
        "flagged": "### Jeux dont rien n'a été appris, tels que `judge` répond",
        "flagged-heads": "| textes de | nombre | constatés | indécidables |",
        "challenge": "### Phrases où les listes de mots se trompent",
        "challenge-heads": "| genre | nombre | justes | fausses | indécidables | fausses, liste de mots |",
    },
}
TOPICS_OF = {each.value: each.value for each in TOPICS} | {"mail": "scam"}
"""By which topic a head's answers are shown; of mail, two topics carry the same."""
PARTS = frozenset({"benign", "inoffensive", "offensive", "no-threat", "offer", "spam", "mail"})
"""Kinds of what was made that are several files together; each file has its own row."""


def write(folder: Path, weights: Weights, measured: Measured, samples: Sequence[Sample]) -> None:
    """Put the tables into the pages of every head, in both languages."""
    for head in weights.header.heads:
        for lang, name in (("en", f"{head.name}.md"), ("fr", f"{head.name}.fr.md")):
            page = folder / name
            text = "\n".join(tables(head, weights, measured, samples, lang))
            before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
            page.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{rest.partition(END)[2]}", encoding="utf-8")


def tables(
    head: Head, weights: Weights, measured: Measured, samples: Sequence[Sample], lang: str
) -> Iterator[str]:
    """Yield the lines of one head's tables."""
    words = WORDS[lang]
    benign = ", ".join(
        words["of"].format(share=percent(share, lang), name=name) for name, share in head.benign
    )
    yield words["chosen"].format(
        version=weights.version,
        day=weights.header.day,
        threshold=decimal(head.threshold, 3, lang),
        benign=benign,
    )
    yield from _table(words["data"], words["data-heads"], _data(head, samples, lang))
    yield from _table(words["across"], words["across-heads"], [
        (each.asked, each.against, f"{each.yes} / {each.no}", decimal(each.auc, 3, lang),
         decimal(each.recall, 3, lang))
        for each in measured.across if each.head == head.name
    ])  # fmt: skip
    yield from _table(words["held"], words["held-heads"], [
        (each.asked, str(each.number), percent(each.found, lang))
        for each in measured.held_out if each.head == head.name and telling(head.name, each.asked)
    ])  # fmt: skip
    yield from _table(words["flagged"], words["flagged-heads"], [
        (each.asked, str(each.number), percent(each.found, lang), percent(each.open, lang))
        for each in measured.flagged
        if each.head == TOPICS_OF[head.name] and is_mail(each.asked) is (head.name == "mail")
    ])  # fmt: skip
    if head.name in ("threat", "harassment"):
        yield from _table(words["challenge"], words["challenge-heads"], [
            (each.kind, *map(str, (each.number, each.right, each.wrong, each.open, each.words_wrong)))
            for each in measured.challenged
        ])  # fmt: skip


def telling(head: str, asked: str) -> bool:
    """Whether a row says something of a head: texts that it is for or against, each once."""
    source, _, kind = asked.partition(", ")
    if source == "made":
        return kind not in PARTS
    return BY_NAME[head].label(frozenset({kind}), source) is not None


def is_mail(asked: str) -> bool:
    """Whether a set is of mails."""
    return asked.startswith("enron")


def percent(share: float, lang: str) -> str:
    """Return a share of 1 in percent."""
    return decimal(share * 100, 2, lang) + ("%" if lang == "en" else "\u00a0%")


def decimal(number: float, digits: int, lang: str) -> str:
    """Return a number as the language writes it."""
    written = f"{number:.{digits}f}"
    return written if lang == "en" else written.replace(".", ",")


def _data(head: Head, samples: Sequence[Sample], lang: str) -> Iterator[tuple[str, ...]]:
    spec, words = BY_NAME[head.name], WORDS[lang]
    for source in SOURCES.values():
        labels = [spec.label(each.kinds, each.source) for each in samples if each.source == source.name]
        learned = source.learned and any(each is not None for each in labels)
        number = sum(each is not None for each in labels) if learned else len(labels)
        if learned or not source.learned:
            yield source.name, str(number), words["yes" if learned else "no"], source.licence, source.credit


def _table(title: str, heads: str, rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    rows = list(rows)
    if rows:
        yield from ("", title, "", heads, "|" + " --- |" * (heads.count("|") - 1))
        yield from (f"| {' | '.join(row)} |" for row in rows)
