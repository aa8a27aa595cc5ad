"""The scorer against a slow one that adds up floats, and what it looks at of a text."""

from array import array
from itertools import pairwise
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairline.checks.text import grams
from fairline.checks.text.scorer import PROBABILITY_MOST, Scorer, probability
from fairline.checks.text.weights import IDF_SCALE, Head, pack, unpack

WORDS = ("free", "prize", "call", "mum", "LINK", "dinner", "häuser")
SCALES = (0.25, 0.001, 1.5)


def made_up() -> Scorer:
    """Three heads on the words above, their pieces, and some pairs; weights from end to end of 16 bits."""
    names = sorted(
        {each for word in WORDS for each in grams.pieces(word)}
        | {grams.pair(left, right) for left in WORDS for right in WORDS[:3]}
    )
    rows = array("h")
    for at, name in enumerate(names):
        rows.extend([1 + (at * 977) % 12_000, (at * 7919) % 65_536 - 32_768, (at * 31) % 7 - 3, -len(name)])
    heads = tuple(
        Head(name=f"h{at}", bias=at - 1.5, scale=scale, slope=1, shift=0, threshold=0.9, benign=())
        for at, scale in enumerate(SCALES)
    )
    return Scorer(unpack(pack(day="2026-01-02", data="", heads=heads, names=tuple(names), rows=rows)))


def slowly(scorer: Scorer, file_names: dict[str, list[int]], tokens: list[str]) -> list[float]:
    counts: list[str] = []
    for token in set(tokens):
        counts += grams.pieces(token)
    counts += {grams.pair(left, right) for left, right in pairwise(tokens)}
    known = [file_names[each] for each in counts if each in file_names]
    length = sqrt(sum((row[0] / IDF_SCALE) ** 2 for row in known)) or 1.0
    return [
        head.bias + sum(row[1 + at] for row in known) * head.scale / length
        for at, head in enumerate(scorer.heads)
    ]


SCORER = made_up()


def rows_of_file() -> dict[str, list[int]]:
    names = sorted(
        {each for word in WORDS for each in grams.pieces(word)}
        | {grams.pair(left, right) for left in WORDS for right in WORDS[:3]}
    )
    return {
        name: [1 + (at * 977) % 12_000, (at * 7919) % 65_536 - 32_768, (at * 31) % 7 - 3, -len(name)]
        for at, name in enumerate(names)
    }


@given(st.lists(st.sampled_from([*WORDS, "unknown", "NUMBER"]), max_size=60))
def test_sums_in_lanes_are_sums(tokens: list[str]) -> None:
    assert list(SCORER.decisions(tokens)) == pytest.approx(slowly(SCORER, rows_of_file(), tokens), rel=1e-12)


def test_nothing_known_is_the_bias() -> None:
    assert SCORER.decisions([]) == SCORER.decisions(["zzz", "qqq"]) == (-1.5, -0.5, 0.5)


def test_a_word_asked_for_again_is_worth_the_same() -> None:
    scorer = made_up()
    assert scorer.decisions(["free", "prize"]) == scorer.decisions(["free", "prize"])
    assert scorer.decisions(["free", "free"]) != scorer.decisions(["free"])  # the pair counts too
    assert scorer.known("free")
    assert not scorer.known("fre")


def test_the_same_as_scikit_learn() -> None:
    """A model fitted there, rounded to 16 bits, says the same here but for the rounding."""
    linear = pytest.importorskip("sklearn.linear_model", reason="make models installs scikit-learn")
    texts = ["free prize call", "call mum", "mum dinner", "free call LINK", "dinner dinner mum", "prize LINK"]
    names = sorted({each for text in texts for token in text.split() for each in grams.pieces(token)})

    def dense(text: str) -> list[float]:
        counts = [0.0] * len(names)
        for token in set(text.split()):
            for each in grams.pieces(token):
                counts[names.index(each)] += 1
        length = sqrt(sum(counts))  # idf 1 for all: its square, once for each time that it counts
        return [count / length for count in counts]

    model = linear.LogisticRegression(C=10).fit([dense(text) for text in texts], [1, 0, 0, 1, 0, 1])
    scale = float(abs(model.coef_[0]).max()) / 32_767
    rows = array("h")
    for value in model.coef_[0].tolist():
        rows.extend([IDF_SCALE, round(value / scale)])
    head = Head(
        name="h", bias=float(model.intercept_[0]), scale=scale, slope=1, shift=0, threshold=0.5, benign=()
    )
    scorer = Scorer(unpack(pack(day="2026-01-02", data="", heads=(head,), names=tuple(names), rows=rows)))
    for text in [*texts, "mum call free", "prize dinner unknown"]:
        known = [token for token in text.split() if token in WORDS]
        wanted = float(model.decision_function([dense(" ".join(known))])[0])
        assert scorer.decisions(known)[0] == pytest.approx(wanted, abs=1e-3)


def test_probabilities_stay_in_bounds() -> None:
    head = Head(name="h", bias=0, scale=1, slope=2, shift=1, threshold=0.5, benign=())
    assert probability(head, 0) == pytest.approx(0.7310585786)
    assert probability(head, 1e9) == PROBABILITY_MOST
    assert probability(head, -1e9) == 0
    assert probability(head, 1) > probability(head, 0.5)


TOKENS = {
    "": [],
    "Hello, World!": ["hello", "world"],
    "don't DON\u2019T": ["dont", "dont"],
    "call 0800 1234567 now": ["call", "NUMBER", "PHONE", "now"],
    "txt WIN to 87121": ["txt", "win", "to", "CODE"],
    "£1,000 or $5 or 20% off": ["MONEY", "NUMBER", "or", "MONEY", "NUMBER", "or", "NUMBER", "PERCENT", "off"],
    "at 9:30 on 1/2/2026": ["at", "TIME", "on", "DATE"],
    "see http://a.example/x and www.b.example": ["see", "LINK", "and", "LINK"],
    "go to paypal.com/login or bit.ly/3": ["go", "to", "LINK", "or", "LINK"],
    "mail me@a.example": ["mail", "MAIL"],
    "W0N 2nite": ["w", "NUMBER", "n", "NUMBER", "nite"],
    "&lt;#&gt; min <TIME>": ["NUMBER", "min", "NUMBER"],
    "x" * 500: ["x" * 20],
    "\u0000\ufffd😀": [],
}


@pytest.mark.parametrize("text", TOKENS)
def test_tokens(text: str) -> None:
    assert grams.tokens(text) == TOKENS[text]


def test_pieces_of_a_word() -> None:
    assert list(grams.pieces("the")) == ["the", "~ th", "~ the", "~he ", "~the", "~the "]
    assert grams.pieces("LINK") == ("LINK",)


def test_long_texts_are_cut_to_head_and_tail() -> None:
    text = "a" * grams.HEAD + "b" * 10_000_000 + "c" * grams.TAIL
    assert grams.cut(text) == "a" * grams.HEAD + " " + "c" * grams.TAIL
    assert grams.cut(text[:5000]) == text[:5000]


@given(st.text(max_size=300))
def test_any_text_has_tokens_without_marks_of_features(text: str) -> None:
    for each in grams.tokens(text):
        assert each
        assert not set(each) & {"~", "_", "\n", "\0", " "}
