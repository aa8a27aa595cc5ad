"""What each head is to tell apart: which kinds of text are its own, which are not, which say nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

SHORT = frozenset({"uci", "mishra", "multidogo", "robocall", "made", "davidson"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """One head. ``yes``, ``no``: kinds; a text with neither, or of none of ``sources``, is not learned from.

    ``strength``: the inverse of the regularisation. ``benign``: source, kind, and the share of its texts that
    the shipped threshold may flag, held out. What was made is held out by patterns that are near to abuse on
    purpose, and so is allowed more.
    """

    name: str
    yes: frozenset[str]
    no: frozenset[str]
    never: frozenset[str] = frozenset()
    """Kinds that are not learned from, whatever else they are."""
    sources: frozenset[str] = SHORT
    strength: float = 30.0
    benign: tuple[tuple[str, str, float], ...] = (
        ("uci", "benign", 0.005), ("multidogo", "benign", 0.005), ("made", "service", 0.02),
        ("made", "personal", 0.05),
    )  # fmt: skip

    def label(self, kinds: frozenset[str], source: str) -> bool | None:
        """Return what a text of these kinds is to this head."""
        if source not in self.sources or kinds & self.never or any(each.endswith("_held") for each in kinds):
            return None
        return True if kinds & self.yes else False if kinds & self.no else None


SPOKEN_WELL = frozenset({"benign", "no-threat", "inoffensive"})
HEADS = (
    Spec(
        name="scam",
        yes=frozenset({"scam", "spam"}),
        no=SPOKEN_WELL | {"offer"},
        never=frozenset({"mail", "office", "offensive", "says-harm"}),
    ),
    Spec(
        name="marketing",
        yes=frozenset({"spam", "offer"}),
        no=SPOKEN_WELL,
        never=frozenset({"mail", "office", "scam", "offensive", "says-harm"}),
    ),
    Spec(
        name="mail",
        yes=frozenset({"spam"}),
        no=frozenset({"benign"}),
        never=frozenset({"personal", "premium"}),
        sources=frozenset({"spamassassin", "made"}),
        benign=(("spamassassin", "benign", 0.005), ("made", "office", 0.02), ("made", "service", 0.02)),
    ),
    Spec(
        name="impersonation",
        yes=frozenset({"impersonation"}),
        no=SPOKEN_WELL | {"offer", "own-name"},
        never=frozenset({"mail", "office", "offensive", "says-harm"}),
    ),
    Spec(
        name="threat",
        yes=frozenset({"threat"}),
        no=SPOKEN_WELL | {"offensive", "spam", "offer", "robocall"},
        never=frozenset({"says-harm", "mail"}),
        benign=(("uci", "benign", 0.002), ("multidogo", "benign", 0.002), ("made", "personal", 0.01)),
    ),
    Spec(
        name="harassment",
        yes=frozenset({"offensive"}),
        no=SPOKEN_WELL | {"offer", "spam"},
        never=frozenset({"mail", "says-harm"}),
    ),
)
BY_NAME: Mapping[str, Spec] = {each.name: each for each in HEADS}
