"""Training, on a small set made up here: the same bytes twice, balance, thresholds, what is read."""

from pathlib import Path

import pytest

pytest.importorskip("sklearn", reason="make models installs scikit-learn, which trains")

import numpy as np

from fairline.checks.text.grams import tokens
from fairline.checks.text.scorer import Scorer
from fairline.checks.text.weights import unpack
from models import __main__ as command
from models import asking, cards, learning, measuring, sources, training
from models.heads import BY_NAME, HEADS
from models.sources import Sample

KINDS = {
    "uci": [
        ("benign", "see you at {} tonight my friend"),
        ("spam", "win {} pounds now text to claim the prize"),
    ],
    "multidogo": [("benign", "i want to change my seat {} on the flight")],
    "robocall": [("impersonation", "this is the bank press {} to speak to an officer")],
    "spamassassin": [
        ("benign", "the patch {} for the kernel is attached"),
        ("spam", "buy cheap pills {} now"),
    ],
    "davidson": [
        ("offensive", "you stupid fool number {}"),
        ("inoffensive", "the sun number {} is out today"),
    ],
    "made": [("threat", "i will hurt you {} times"), ("service", "your order {} has shipped to you")],
}


def small() -> list[Sample]:
    words = (
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    )
    found = []
    for source, kinds in KINDS.items():
        for kind, text in kinds:
            also = {"impersonation": {"scam", "robocall"}, "service": {"benign"}}.get(kind, set())
            found += [
                Sample(source=source, text=text.format(word), kinds=frozenset({kind, *also}),
                       group=f"{source}-{kind}-{at}")
                for at, word in enumerate(words)
            ]  # fmt: skip
    return found


def test_two_runs_give_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "FEATURES_MAX", 120)
    first = training.train(small())
    learning.counted.cache_clear()
    assert training.train(small()).file == first.file
    assert unpack(first.file).header.features <= 120
    changed = [*small()[1:], Sample(source="uci", text="other words", kinds=frozenset({"benign"}), group="x")]
    assert training.train(changed).file != first.file


def test_the_scorer_says_what_was_fitted() -> None:
    trained = training.train(small())
    scorer = Scorer(unpack(trained.file))
    for at, head in enumerate(HEADS):
        wanted = trained.fitted.decisions(head.name, small())
        found = [scorer.decisions(tokens(each.text))[at] for each in small()]
        assert found == pytest.approx(wanted.tolist(), abs=2e-3)


def test_nothing_is_learned_from_a_set_that_may_not_be(monkeypatch: pytest.MonkeyPatch) -> None:
    barred = Sample(source="nus", text="see you later alligator", kinds=frozenset({"benign"}), group="n")
    held = Sample(
        source="made", text="your key is at the desk", kinds=frozenset({"benign", "service_held"}), group="h"
    )
    assert training.train([*small(), barred, held]).file == training.train(small()).file
    assert {name for name, each in sources.SOURCES.items() if not each.learned} == {
        "nus", "enron", "arabic", "uci-fr", "jigsaw", "mlma-fr",
    }  # fmt: skip


def test_sides_and_sources_are_balanced() -> None:
    truth = np.array([1, 1, 1, 1, 0, 0, 0, 0, 0])
    weights = learning.balanced(truth, ["a", "a", "a", "a", "a", "b", "b", "b", "b"])
    assert weights[truth == 1].sum() == pytest.approx(weights[truth == 0].sum())
    assert weights[5:].sum() == pytest.approx(2 * weights[4])  # of four texts twice as much as of one


def test_a_threshold_lets_no_source_pass_more_than_it_may() -> None:
    decisions = np.arange(200) / 200
    first = np.array([at < 100 for at in range(200)])
    limit, told = learning.threshold(
        decisions, {"low": (first, 0.0), "high": (~first, 0.1)}, lambda value: value
    )
    assert limit == pytest.approx(0.946, abs=1e-9)
    assert told == (("low", 0.0), ("high", 0.1))
    for at in range(100):  # wherever between two thousandths the highest one lies
        limit, told = learning.threshold(
            np.array([0.5 + at / 1e5, 0.1]), {"all": (np.array([True, True]), 0.0)}, lambda value: value
        )
        assert told == (("all", 0.0),)
        assert limit <= 0.502


def test_groups_are_never_on_both_sides() -> None:
    group = [learning.fold_of("campaign-7")] * 3
    assert len({*group, learning.fold_of("campaign-7")}) == 1
    assert {learning.fold_of(str(at)) for at in range(100)} == set(range(learning.FOLDS))


def test_absent_data_is_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--data", str(tmp_path / "none"), "--out", str(tmp_path / "w.bin")]) == 1
    assert "wanted the folder of shared data" in capsys.readouterr().err
    assert command.main(["--data", str(tmp_path), "--out", str(tmp_path / "w.bin")]) == 1
    assert "wanted the set mishra" in capsys.readouterr().err
    assert not (tmp_path / "w.bin").exists()


def test_a_head_learns_from_what_it_should() -> None:
    scam = BY_NAME["scam"]
    assert scam.label(frozenset({"scam"}), "mishra") is True
    assert scam.label(frozenset({"offer", "marketing"}), "made") is False
    assert scam.label(frozenset({"offer", "marketing_held"}), "made") is None
    assert scam.label(frozenset({"spam", "mail"}), "made") is None
    assert scam.label(frozenset({"benign"}), "spamassassin") is None
    assert BY_NAME["mail"].label(frozenset({"benign"}), "spamassassin") is False


def test_a_head_that_tells_all_apart_is_said_to() -> None:
    fitted = learning.fit(small(), [BY_NAME["scam"]])
    pick = asking.picker(small())
    apart = measuring.compared(fitted, "scam", "spam", pick("uci", "spam"), "benign", pick("uci", "benign"))
    assert (apart.auc, apart.recall, apart.yes, apart.no) == (1.0, 1.0, 12, 12)
    turned = measuring.compared(fitted, "scam", "benign", pick("uci", "benign"), "spam", pick("uci", "spam"))
    assert (turned.auc, turned.recall) == (0.0, 0.0)


def test_cards_keep_what_is_written_by_hand(tmp_path: Path) -> None:
    trained = training.train(small())
    measured = cards.Measured(
        across=(measuring.Across(head="scam", asked="a", against="b", yes=3, no=4, auc=0.9876, recall=0.5),),
        held_out=trained.held_out,
        flagged=(asking.Flagged(head="scam", asked="nus", number=7, found=0.0123, open=0.5),),
        challenged=(asking.Challenged(kind="negation", number=9, right=5, wrong=1, open=3, words_wrong=8),),
    )
    for head in HEADS:
        for name in (f"{head.name}.md", f"{head.name}.fr.md"):
            (tmp_path / name).write_text(f"before {name}\n{cards.BEGIN}\nstale\n{cards.END}\nafter\n")
    weights = unpack(trained.file)
    for _ in range(2):
        cards.write(tmp_path, weights, measured, small())
    english, french = ((tmp_path / name).read_text() for name in ("scam.md", "scam.fr.md"))
    assert english.startswith(f"before scam.md\n{cards.BEGIN}\n")
    assert english.endswith(f"{cards.END}\nafter\n")
    assert "stale" not in english + french
    assert "| a | b | 3 / 4 | 0.988 | 0.500 |" in english
    assert "| a | b | 3 / 4 | 0,988 | 0,500 |" in french
    assert "| nus | 7 | 1.23% | 50.00% |" in english
    assert "| nus | 7 | 1,23\u00a0% | 50,00\u00a0% |" in french
    assert weights.version in english
    assert "negation" not in english
    assert "| negation | 9 | 5 | 1 | 3 | 8 |" in (tmp_path / "threat.md").read_text()
    assert "| a | b |" not in (tmp_path / "mail.md").read_text()
