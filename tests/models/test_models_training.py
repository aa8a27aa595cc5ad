"""Training, on a small set made up here: the same bytes twice, balance, thresholds, what is read."""

import gzip
from pathlib import Path

import msgspec
import pytest

pytest.importorskip("sklearn", reason="make models installs scikit-learn, which trains")

import numpy as np

from fairline.checks.text.grams import tokens
from fairline.checks.text.scorer import Scorer
from fairline.checks.text.weights import unpack
from models import __main__ as command
from models import learning, made, measuring, sources, training
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


def test_groups_are_never_on_both_sides() -> None:
    group = [learning.fold_of("campaign-7")] * 3
    assert len({*group, learning.fold_of("campaign-7")}) == 1
    assert {learning.fold_of(str(at)) for at in range(100)} == set(range(learning.FOLDS))


def test_patterns_give_each_sentence_once_and_the_same_in_every_run() -> None:
    assert made.expanded("{a|b} c") == ["a c", "b c"]
    many = made.expanded("{1|2|3|4|5} {1|2|3|4|5} {1|2|3|4|5}")
    assert len(set(many)) == len(many) == made.EACH_MAX
    assert many == made.expanded("{1|2|3|4|5} {1|2|3|4|5} {1|2|3|4|5}")
    for name in made.KINDS:
        texts = [text for _, text in made.sentences(name)]
        assert len(texts) >= 50
        assert not any(set(text) & set("{}|") for text in texts)


def test_what_is_held_out_shares_no_pattern_with_what_is_learned() -> None:
    for name in ("service", "marketing"):
        learned = {sources.essence(text) for _, text in made.sentences(name)}
        assert not learned & {sources.essence(text) for _, text in made.sentences(f"{name}_held")}


def test_the_challenge_is_not_learned_from() -> None:
    sentences = measuring.sentences()
    assert len(sentences) >= 120
    learned = {sources.essence(text) for name in made.KINDS for _, text in made.sentences(name)}
    assert not learned & {sources.essence(text) for _, _, text in sentences}
    assert {truth for _, truth, _ in sentences} == {"none", "threat", "harassment"}


def packed(folder: Path, rows: list[dict[str, object]]) -> None:
    folder.mkdir(parents=True)
    (folder / "messages.jsonl.gz").write_bytes(gzip.compress(b"\n".join(map(msgspec.json.encode, rows))))


def test_texts_that_two_sets_share_count_once_with_the_finer_label(tmp_path: Path) -> None:
    for each in sources.SOURCES.values():
        if each.folder:
            packed(tmp_path / each.folder, [])
            (tmp_path / each.folder / "messages.jsonl.gz").write_bytes(gzip.compress(b""))
    uci = [
        {"id": "u1", "text": "Win 100 pounds now, call us today", "label3": "spam", "group": 1},
        {"id": "u2", "text": "see you at the station", "label3": "ham", "group": 2},
        {"id": "u0", "text": "SMS", "label3": "Label", "group": 0},
    ]
    mishra = [
        {"id": "m1", "text": "WIN 250 pounds now call us today!", "label3": "smishing", "group": 1},
        {"id": "m2", "text": "your parcel waits, pay the fee", "label3": "smishing", "group": 9},
        {"id": "m3", "text": "see you at the station soon", "label3": "ham", "group": 3},
    ]
    for name, rows in (("sms_spam_uci", uci), ("sms_smishing_mishra", mishra)):
        (tmp_path / name / "messages.jsonl.gz").write_bytes(
            gzip.compress(b"\n".join(map(msgspec.json.encode, rows)))
        )
    found = {
        each.text: (each.source, set(each.kinds)) for each in sources.read(tmp_path) if each.source != "made"
    }
    assert found == {
        "WIN 250 pounds now call us today!": ("uci", {"scam"}),
        "your parcel waits, pay the fee": ("mishra", {"scam"}),
        "see you at the station soon": ("uci", {"benign"}),
        "see you at the station": ("uci", {"benign"}),
    }


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
