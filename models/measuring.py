"""How well heads do on what they did not learn from: a source or campaigns left out, sets never learned.

A model learns from the rest and is asked of what was left out; each row is one such question.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct
from sklearn.metrics import roc_auc_score

from models.asking import Pick, picker
from models.heads import BY_NAME, Spec
from models.learning import Fitted, fit, fold_of
from models.sources import SOURCES, Sample

FALSE_POSITIVES = 0.01  # the measure's: recall is told at one benign text flagged of a hundred
CAMPAIGN_FOLDS = 3
DOMAINS = ("airline", "fastfood", "media")


class Across(Struct, frozen=True, kw_only=True):
    """One head asked of what was left out. ``recall`` at ``FALSE_POSITIVES`` of ``against``."""

    head: str
    asked: str
    against: str
    yes: int
    no: int
    auc: float
    recall: float


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
