"""How well the heads do on what they did not learn from: sources, folds and sets that were left out.

Three kinds of rows. ``Across``: a source or a campaign was left out, a model learned from the rest, and is
asked of what was left out. ``Flagged``: of a set of texts, how many the shipped models find at their
thresholds, how many they leave open. ``Challenged``: sentences word lists get wrong, and what a list says.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from msgspec import Struct
from sklearn.metrics import roc_auc_score

from fairline.checks.text import scores
from fairline.facts import Channel
from models.heads import BY_NAME, Spec
from models.learning import Fitted, fit, fold_of
from models.sources import SOURCES, Sample

FALSE_POSITIVES = 0.01  # the measure's: recall is told at one benign text flagged of a hundred
CAMPAIGN_FOLDS = 3
DOMAINS = ("airline", "fastfood", "media")
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


class Across(Struct, frozen=True, kw_only=True):
    """One head asked of what was left out. ``recall`` at ``FALSE_POSITIVES`` of ``against``."""

    head: str
    asked: str
    against: str
    yes: int
    no: int
    auc: float
    recall: float


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


def compared(
    fitted: Fitted, head: str, asked: str, yes: Sequence[Sample], against: str, no: Sequence[Sample]
) -> Across:
    """Ask ``head`` of texts of its kind, and of texts that are not."""
    hits, others = fitted.decisions(head, yes), fitted.decisions(head, no)
    return _row(head, asked, hits, against, others)


def _row(head: str, asked: str, hits: np.ndarray, against: str, others: np.ndarray) -> Across:
    truth = np.r_[np.ones(len(hits)), np.zeros(len(others))]
    limit = np.sort(others)[::-1][int(FALSE_POSITIVES * len(others))]
    return Across(
        head=head, asked=asked, against=against, yes=len(hits), no=len(others),
        auc=round(float(roc_auc_score(truth, np.r_[hits, others])), 4),
        recall=round(float((hits > limit).mean()), 3),
    )  # fmt: skip


def across(samples: Sequence[Sample], shipped: Fitted) -> Iterator[Across]:
    """Yield the rows of sources and campaigns left out, and of sets that nothing learns from."""
    pick = picker(samples)
    learned = [each for each in samples if SOURCES[each.source].learned]
    nus, junk = pick("nus"), ("scam", "spam")
    scam = BY_NAME["scam"]
    model = fit([each for each in learned if each.source != "mishra"], [scam])
    smishing = pick("mishra", "scam")
    yield compared(model, "scam", "mishra, smishing, left out", smishing, "nus, personal", nus)
    yield compared(model, "scam", "mishra, smishing, left out", smishing,
                   "mishra, personal, left out", pick("mishra", "benign"))  # fmt: skip
    without = [e for e in learned if e.source != "uci" and not (e.source == "mishra" and "benign" in e.kinds)]
    model = fit(without, [scam])
    unwanted = pick("uci", *junk)
    yield compared(model, "scam", "uci, spam and smishing, left out", unwanted, "nus, personal", nus)
    yield compared(model, "scam", "uci, spam and smishing, left out", unwanted,
                   "uci, personal, left out", pick("uci", "benign"))  # fmt: skip
    yield from _marketing(learned, pick)
    yield compared(shipped, "mail", "enron, spam, never learned", pick("enron", "spam"),
                   "enron, work mail, never learned", pick("enron", "benign"))  # fmt: skip
    only_made = [each for each in learned if each.source == "made"]
    model = fit([*pick("enron"), *only_made], [_with_sources(BY_NAME["mail"], "enron")])
    yield compared(model, "mail", "spamassassin, spam, left out (enron learned)",
                   pick("spamassassin", "spam"), "spamassassin, benign, left out",
                   pick("spamassassin", "benign"))  # fmt: skip
    yield from _campaigns(learned, pick)
    yield from _abuse(learned, pick, shipped)


def _with_sources(spec: Spec, source: str) -> Spec:
    return Spec(
        name=spec.name, yes=spec.yes, no=spec.no, never=spec.never, sources=frozenset({source, "made"})
    )


def _marketing(learned: Sequence[Sample], pick: Pick) -> Iterator[Across]:
    model = fit([each for each in learned if each.source != "mishra"], [BY_NAME["marketing"]])
    yield compared(model, "marketing", "mishra, spam, left out", pick("mishra", "spam"), "nus, personal",
                   pick("nus"))  # fmt: skip
    yield compared(model, "marketing", "made, offers, patterns left out", pick("made", "marketing_held"),
                   "made, service, patterns left out", pick("made", "service_held"))  # fmt: skip


def _campaigns(learned: Sequence[Sample], pick: Pick) -> Iterator[Across]:
    """Leave out a third of the campaigns and one domain of chats, three times; put the thirds together."""
    heads = [BY_NAME["scam"], BY_NAME["impersonation"]]
    hits: dict[str, list[np.ndarray]] = {head.name: [] for head in heads}
    others: dict[str, list[np.ndarray]] = {head.name: [] for head in heads}
    parts: list[Across] = []
    for number, domain in enumerate(DOMAINS):

        def out(each: Sample, number: int = number, domain: str = domain) -> bool:
            campaign = each.source == "robocall" and fold_of(each.group) % CAMPAIGN_FOLDS == number
            return campaign or each.group == f"multidogo-{domain}"

        model = fit([each for each in learned if not out(each)], heads)
        calls = [each for each in pick("robocall") if out(each)]
        chats = [each for each in pick("multidogo") if out(each)]
        for head in heads:
            own = calls if head.name == "scam" else [each for each in calls if each.kinds & head.yes]
            hits[head.name].append(model.decisions(head.name, own))
            others[head.name].append(model.decisions(head.name, chats))
            against = f"multidogo, {domain}, left out"
            asked = f"robocall, campaigns left out, third {number + 1}"
            parts.append(_row(head.name, asked, hits[head.name][-1], against, others[head.name][-1]))
    for head in heads:
        of_head = [each for each in parts if each.head == head.name]
        yield from of_head
        calls_in_all = sum(each.yes for each in of_head)
        recall = sum(each.recall * each.yes for each in of_head) / calls_in_all
        auc = sum(each.auc * each.yes for each in of_head) / calls_in_all
        yield Across(head=head.name, asked="robocall, campaigns left out, all thirds",
                     against="multidogo, domains left out", yes=calls_in_all, no=sum(e.no for e in of_head),
                     auc=round(auc, 4), recall=round(recall, 3))  # fmt: skip


def _abuse(learned: Sequence[Sample], pick: Pick, shipped: Fitted) -> Iterator[Across]:
    threats = pick("jigsaw", "threat")
    yield compared(shipped, "threat", "jigsaw, threats, never learned", threats,
                   "jigsaw, all else, never learned", pick("jigsaw", without=["threat"]))  # fmt: skip
    yield compared(shipped, "threat", "jigsaw, threats, never learned", threats, "nus, personal", pick("nus"))
    insults = pick("jigsaw", "insult", "identity_hate", "toxic")
    yield compared(shipped, "harassment", "jigsaw, insults, never learned", insults,
                   "jigsaw, none, never learned", pick("jigsaw", "benign"))  # fmt: skip
    yield compared(shipped, "harassment", "jigsaw, insults, never learned", insults, "nus, personal",
                   pick("nus"))  # fmt: skip
    model = fit([each for each in learned if each.source != "davidson"], [BY_NAME["harassment"]])
    yield compared(model, "harassment", "davidson, offensive, left out", pick("davidson", "offensive"),
                   "davidson, inoffensive, left out", pick("davidson", "inoffensive"))  # fmt: skip


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
