"""The sets of labelled texts, their licences, and what of each may be learned from.

Read from ``../shared/data`` in the order of their ids. Learned from are only sets whose licence lets a model
be shipped; the others are only measured on. Texts that two sets share count once, in the set named first.
"""

import gzip
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import msgspec

from models import made

DATA = Path(__file__).resolve().parents[1] / ".." / "shared" / "data"
Row = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One text. ``kinds``: what it is known to be (``spam``, ``scam``, …); ``benign`` if it is none of them.

    ``group``: texts of one group are never on both sides of a split.
    """

    source: str
    text: str
    kinds: frozenset[str]
    group: str

    @property
    def part(self) -> str:
        """The source, or of what was made the file: what is balanced when heads learn."""
        return self.group.rpartition("-")[0] if self.source == "made" else self.source


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One set. ``learned``: whether a shipped model may learn from it."""

    name: str
    folder: str
    licence: str
    credit: str
    learned: bool


SOURCES = {
    each.name: each
    for each in (
        Source(name="uci", folder="sms_spam_uci", licence="CC BY 4.0", learned=True,
               credit="Almeida, Gómez Hidalgo, SMS Spam Collection, UCI Machine Learning Repository 228"),
        Source(name="mishra", folder="sms_smishing_mishra", licence="CC BY 4.0", learned=True,
               credit="Mishra, Soni, SMS Phishing Dataset, Mendeley Data f45bkkt8pr v1"),
        Source(name="spamassassin", folder="email_spamassassin", licence="ODC-PDDL 1.0", learned=True,
               credit="SpamAssassin public corpus, as packed by stdlib-js"),
        Source(name="multidogo", folder="chat_benign_multidogo", licence="CDLA-Permissive-1.0", learned=True,
               credit="Peskov et al., MultiDoGO, EMNLP 2019"),
        Source(name="robocall", folder="robocall_ftc", licence="public domain", learned=True,
               credit="FTC Project Point of No Entry; transcripts by Prasad and Reaves, NCSU"),
        Source(name="davidson", folder="toxic_davidson", licence="MIT", learned=True,
               credit="Davidson et al., ICWSM 2017"),
        Source(name="made", folder="", licence="Apache-2.0", learned=True,
               credit="sentences written for fairline, models/made"),
        Source(name="nus", folder="sms_ham_nus", licence="none stated", learned=False,
               credit="Chen, Kan, NUS SMS Corpus, 2013"),
        Source(name="enron", folder="email_enron_spam", licence="none stated", learned=False,
               credit="Metsis et al., Enron-Spam, CEAS 2006"),
        Source(name="arabic", folder="sms_smishing_arabic", licence="none stated", learned=False,
               credit="tasmco smishing dataset"),
        Source(name="uci-fr", folder="sms_spam_uci_fr_mt", licence="MIT; machine translation", learned=False,
               credit="a machine translation of uci"),
        Source(name="jigsaw", folder="toxic_jigsaw_subset", licence="text CC BY-SA 3.0, labels CC0",
               learned=False, credit="Jigsaw, Wikipedia talk pages, as packed by ToxiFrench"),
        Source(name="mlma-fr", folder="toxic_mlma_fr", licence="MIT; noisy labels", learned=False,
               credit="Ousidhoum et al., EMNLP 2019"),
    )
}  # fmt: skip

IMPERSONATING = frozenset({
    0, 3, 4, 5, 6, 7, 14, 21, 25, 26, 35, 40, 63, 64, 69, 74, 93, 103, 117, 140, 147, 181, 182, 193, 201, 290,
    354, 368, 531, 579, 636, 687, 772, 860, 945, 969, 1048,
})  # fmt: skip
"""Campaigns of robocalls that speak as a known company or an office; ours, by reading one call of each."""
NEAR, NEAREST = 0.6, 20
"""Ours: texts that share six in ten of their words are one text changed; so many candidates are compared."""
SAYS_HARM = re.compile(
    r"kill|shoot|beat|stab|hurt|murder|die|dead|punch|slap|smack|burn|choke|bomb|rape|fight|whoop"
)


class Turn(msgspec.Struct):
    """What a customer said; ``None`` where the set has a gap."""

    t: str | None


class Absent(Exception):
    """The shared data is not beside the checkout, or not whole."""


def read(folder: Path = DATA) -> list[Sample]:
    """Return the samples of all sets, each text once. Raises ``Absent`` if the folder is not there."""
    if not folder.is_dir():
        raise Absent(f"{folder}: found nothing, wanted the folder of shared data")
    found: list[Sample] = []
    for name, reader in READERS.items():
        place = folder / SOURCES[name].folder
        if SOURCES[name].folder and not place.is_dir():
            raise Absent(f"{place}: found nothing, wanted the set {name}")
        found += sorted(reader(place), key=lambda each: (each.group, each.text))
    return once(_attributed(found))


def _attributed(samples: Iterable[Sample]) -> Iterator[Sample]:
    """Give to ``uci`` what ``mishra`` took from there, wholly or with small changes, with its finer label."""
    samples = list(samples)
    known = [_words(each.text) for each in samples if each.source == "uci"]
    having: dict[str, list[int]] = defaultdict(list)
    for number, words in enumerate(known):
        for word in words:
            having[word].append(number)
    for each in samples:
        words = _words(each.text) if each.source == "mishra" else frozenset()
        shared = Counter(number for word in words for number in having.get(word, ()))
        near = any(hits / len(words | known[number]) >= NEAR for number, hits in shared.most_common(NEAREST))
        yield replace(each, source="uci") if near else each


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]{2,}", text.casefold()))


def once(samples: Iterable[Sample]) -> list[Sample]:
    """Return each text once: letters and digits alone tell texts apart, and digits all count as one."""
    seen: set[tuple[str, bool]] = set()
    kept = []
    for each in samples:
        key = (essence(each.text), each.source == "uci-fr")
        if key[0] and key not in seen:
            seen.add(key)
            kept.append(each)
    return kept


def essence(text: str) -> str:
    """Return what of a text tells it from others: its letters, and where digits are."""
    return re.sub(r"[\W_]+", "", re.sub(r"\d+", "0", text.casefold()))


def rows(folder: Path) -> Iterator[Row]:
    """Yield the rows of a set's packed files, by their ids."""
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from sorted((msgspec.json.decode(line) for line in lines), key=lambda each: str(each["id"]))


def _sms(name: str) -> Callable[[Path], Iterator[Sample]]:
    kinds = {
        "ham": frozenset({"benign"}),
        "spam": frozenset({"spam"}),
        "smishing": frozenset({"scam"}),
    }

    def read_sms(folder: Path) -> Iterator[Sample]:
        for each in rows(folder):
            if each.get("label3") in kinds:
                yield Sample(source=name, text=str(each["text"]), kinds=kinds[str(each["label3"])],
                             group=f"sms-{each['group']}")  # fmt: skip

    return read_sms


def _joined(text: str) -> str:
    """Undo how Enron's mails were cut: with a space on both sides of each sign."""
    return re.sub(r"(?<=\w) ([.,'@/_&;:-]) (?=\w)", r"\1", re.sub(r"\s*:\s*/\s*/\s*", "://", text))


def _labelled(name: str, positive: frozenset[str]) -> Callable[[Path], Iterator[Sample]]:
    def read_labelled(folder: Path) -> Iterator[Sample]:
        for each in rows(folder):
            kinds = positive if each["label"] == 1 else frozenset({"benign"})
            subject = each.get("subject")
            text = f"{subject}\n{each['text']}" if subject else str(each["text"])
            text = _joined(text) if name == "enron" else text
            yield Sample(source=name, text=text, kinds=kinds, group=f"{name}-{each['id']}")

    return read_labelled


def _chats(folder: Path) -> Iterator[Sample]:
    for each in rows(folder):
        turns = each["turns"]
        said = turns.encode() if isinstance(turns, str) else msgspec.json.encode(turns)
        words = [turn.t for turn in msgspec.json.decode(said, type=list[Turn]) if turn.t]
        if len(words) > 1 and len(set(words)) > 1:
            group = f"multidogo-{each['domain']}"
            yield Sample(source="multidogo", text=". ".join(words), kinds=frozenset({"benign"}), group=group)
            longest = max(words, key=len)
            yield Sample(source="multidogo", text=longest, kinds=frozenset({"benign"}), group=group)


def _robocalls(folder: Path) -> Iterator[Sample]:
    for each in rows(folder):
        campaign = each["campaign"]
        if each["lang"] == "en":
            kinds = {"scam", "robocall", "impersonation" if campaign in IMPERSONATING else "own-name"}
            yield Sample(source="robocall", text=str(each["text"]), kinds=frozenset(kinds),
                         group=f"campaign-{campaign}")  # fmt: skip


def _tweets(folder: Path) -> Iterator[Sample]:
    for each in rows(folder):
        text = re.sub(r"&#\d+;|^[!\"\s]*RT\b|@\w+:?", " ", str(each["text"]))
        offensive = each["cls"] != "neither"
        kinds = {"offensive" if offensive else "inoffensive"}
        if SAYS_HARM.search(text.casefold()) is not None:
            kinds.add("says-harm")
        yield Sample(source="davidson", text=text, kinds=frozenset(kinds), group=f"davidson-{each['group']}")


def _jigsaw(folder: Path) -> Iterator[Sample]:
    for each in rows(folder):
        kinds = {name for name in ("threat", "insult", "identity_hate", "toxic") if each[name] == 1}
        yield Sample(source="jigsaw", text=str(each["text"]), kinds=frozenset(kinds or {"benign"}),
                     group=f"jigsaw-{each['id']}")  # fmt: skip


def _made(_: Path) -> Iterator[Sample]:
    for name, kinds in made.KINDS.items():
        for number, text in made.sentences(name):
            yield Sample(source="made", text=text, kinds=kinds | {name}, group=f"made-{name}-{number}")


READERS: Mapping[str, Callable[[Path], Iterator[Sample]]] = {
    "mishra": _sms("mishra"),
    "uci": _sms("uci"),
    "spamassassin": _labelled("spamassassin", frozenset({"spam", "mail"})),
    "multidogo": _chats,
    "robocall": _robocalls,
    "davidson": _tweets,
    "made": _made,
    "nus": _labelled("nus", frozenset()),
    "enron": _labelled("enron", frozenset({"spam", "mail"})),
    "arabic": _labelled("arabic", frozenset({"scam"})),
    "uci-fr": _labelled("uci-fr", frozenset({"spam"})),
    "jigsaw": _jigsaw,
    "mlma-fr": _labelled("mlma-fr", frozenset({"offensive"})),
}
"""How each set is read. ``mishra`` stands before ``uci``: what both have it labels more finely."""


def learned(samples: Iterable[Sample]) -> list[Sample]:
    """Return what a shipped model may learn from: its licence permits it, and it is not kept apart."""
    return [
        each
        for each in samples
        if SOURCES[each.source].learned and not any(kind.endswith("_held") for kind in each.kinds)
    ]


def digest(samples: Iterable[Sample]) -> str:
    """Return a hash of all samples, which tells one state of the data from another."""
    total = sha256()
    for each in samples:
        total.update(f"{each.source}\0{each.group}\0{sorted(each.kinds)}\0{each.text}\0".encode())
    return total.hexdigest()


def main() -> None:
    """Print what there is."""
    counts: dict[tuple[str, str], int] = {}
    for each in read():
        key = (each.source, "+".join(sorted(each.kinds)))
        counts[key] = counts.get(key, 0) + 1
    for (source, kinds), number in counts.items():
        sys.stdout.write(f"{source:14} {kinds:40} {number:6}\n")


if __name__ == "__main__":
    main()
