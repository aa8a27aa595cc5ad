"""What the shipped models answer, as ``judge`` does, on texts that nothing was learned from.

``Flagged``: of a set of texts, how many are found at the shipped thresholds, and how many left open.
``Challenged``: sentences that word lists get wrong, and how such a list does beside the models.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from fairline.checks.text import scores
from fairline.facts import Channel
from models.sources import Sample

CHALLENGE = Path(__file__).with_name("challenge.txt")
OFFENSIVE_WORDS = re.compile(
    r"\b(?:bitch(?:es)?|idiots?|morons?|cunts?|whores?|sluts?|asshole|bastards?|retard(?:s|ed)?|faggots?|niggers?|fuck\w*"
    r"|shit\w*|dick|hoe|pig|cow|scum|trash|stupid|dumb|dumber|ugly|fat|loser|pathetic|disgust\w*|worthless|useless|filthy"
    r"|brainless|animals|freak|clown|liar)\b"
)
VIOLENT_WORDS = re.compile(
    r"\b(?:kill\w*|murder\w*|shoot|shot|stab\w*|beat\w*|hurt\w*|die|dies|dead|bomb\w*|burn\w*|gun|knife|blood|throat|strangle"
    r"|break|smash\w*|slit|threaten\w*|hit|destroyed|suffer|accident|fire|punch|kick)\b"
)
"""Word lists as a provider without models would have them; ours."""


class Flagged(Struct, frozen=True, kw_only=True):
    """Shares of ``number`` texts of one set: found, and left open as "cannot tell"."""

    head: str
    asked: str
    number: int
    found: float
    open: float


class Challenged(Struct, frozen=True, kw_only=True):
    """Sentences of one kind: how many the models get right, wrong, leave open, and a word list gets wrong."""

    kind: str
    number: int
    right: int
    wrong: int
    open: int
    words_wrong: int


Pick = Callable[..., list[Sample]]


def picker(samples: Sequence[Sample]) -> Pick:
    """Return what picks samples of a source, of any of some kinds, and without others."""

    def pick(source: str, *kinds: str, without: Iterable[str] = ()) -> list[Sample]:
        barred = frozenset(without)
        return [
            each for each in samples
            if each.source == source and (not kinds or each.kinds & set(kinds)) and not each.kinds & barred
        ]  # fmt: skip

    return pick


SETS: tuple[tuple[str, str, tuple[str, ...], Channel], ...] = (
    ("nus, personal messages", "nus", (), Channel.SMS),
    ("enron, work mail", "enron", ("benign",), Channel.EMAIL),
    ("enron, spam", "enron", ("spam",), Channel.EMAIL),
    ("made, service messages, patterns left out", "made", ("service_held",), Channel.SMS),
    ("made, lawful offers, patterns left out", "made", ("marketing_held",), Channel.SMS),
    ("jigsaw, threats", "jigsaw", ("threat",), Channel.CHAT),
    ("jigsaw, insults", "jigsaw", ("insult",), Channel.CHAT),
    ("jigsaw, none of it", "jigsaw", ("benign",), Channel.CHAT),
    ("arabic, smishing and benign", "arabic", (), Channel.SMS),
    ("uci-fr, machine translation", "uci-fr", (), Channel.SMS),
    ("mlma-fr, tweets", "mlma-fr", (), Channel.CHAT),
)
"""What the shipped models are asked of, whole, as ``judge`` answers: nothing of it was learned from."""


def flagged(samples: Sequence[Sample]) -> Iterator[Flagged]:
    """Yield for each head and each of ``SETS`` how many texts the shipped entry finds, and leaves open."""
    pick = picker(samples)
    for asked, source, kinds, channel in SETS:
        texts = pick(source, *kinds)
        answers = [scores.judged(each.text, channel) for each in texts]
        for at, topic in enumerate(scores.TOPICS):
            found = [each[at].found for each in answers]
            yield Flagged(
                head=topic.value, asked=asked, number=len(texts),
                found=round(found.count(True) / len(found), 4), open=round(found.count(None) / len(found), 4),
            )  # fmt: skip


def sentences() -> list[tuple[str, str, str]]:
    """Return the challenge: kind, what it is, and the sentence."""
    lines = CHALLENGE.read_text(encoding="utf-8").splitlines()
    parts = [line.split(" | ", 2) for line in lines if line and not line.startswith("#")]
    return [(kind, truth, text) for kind, truth, text in parts]


def challenged() -> Iterator[Challenged]:
    """Yield how the shipped models do on the challenge, and a word list beside them."""
    by_kind: dict[str, list[tuple[str, str]]] = {}
    for kind, truth, text in sentences():
        by_kind.setdefault(kind, []).append((truth, text))
    for kind, ours in by_kind.items():
        answers = [answer(text, truth) for truth, text in ours]
        words = [listed(text, truth) for truth, text in ours]
        yield Challenged(
            kind=kind, number=len(ours), right=answers.count(True), wrong=answers.count(False),
            open=answers.count(None), words_wrong=words.count(False),
        )  # fmt: skip


def answer(text: str, truth: str) -> bool | None:
    """Return whether the models are right about a sentence; ``None`` if they leave it open.

    Of a sentence that is neither, both must say no. Of a threat or an insult, one of the two topics must say
    yes: to somebody who is told to die, either word will do.
    """
    found = [each.found for each in scores.judged(text, Channel.CHAT)[-2:]]
    if truth == "none":
        return False if True in found else None if None in found else True
    return True if True in found else None if None in found else False


def listed(text: str, truth: str) -> bool:
    """Return whether a word list is right about a sentence."""
    lower = text.casefold()
    hit = VIOLENT_WORDS.search(lower) is not None or OFFENSIVE_WORDS.search(lower) is not None
    return hit is (truth != "none")
