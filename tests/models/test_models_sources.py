"""What is read of the sets, what was written, and that the cards say what the shipped weights do."""

import gzip
from pathlib import Path

import msgspec
import pytest

from fairline.checks.text.weights import shipped
from models import asking, made, sources


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
    sentences = asking.sentences()
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


CARDS = Path(__file__).resolve().parents[2] / "docs" / "models"


PERMIT = {"CC BY 4.0", "ODC-PDDL 1.0", "CDLA-Permissive-1.0", "public domain", "MIT", "Apache-2.0"}


def test_a_model_learns_only_where_the_licence_lets_it_be_shipped() -> None:
    assert {each.licence for each in sources.SOURCES.values() if each.learned} == PERMIT
    assert not PERMIT & {each.licence for each in sources.SOURCES.values() if not each.learned}


def row(card: str, *cells: str) -> bool:
    return f"| {' | '.join(cells)} |" in (CARDS / card).read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_cards_say_what_the_shipped_weights_do(shared: Path) -> None:
    samples = sources.read(shared / "data")
    assert sources.digest(sources.learned(samples)) == shipped().header.data
    for each in asking.flagged(samples):
        mail = each.asked.startswith("enron")
        if mail and each.head != "scam":
            continue
        card = "mail" if mail else each.head
        shares = (f"{each.found * 100:.2f}", f"{each.open * 100:.2f}")
        assert row(f"{card}.md", each.asked, str(each.number), *(f"{share}%" for share in shares))
        french = (f"{share.replace('.', ',')}\u00a0%" for share in shares)
        assert row(f"{card}.fr.md", each.asked, str(each.number), *french)


def test_the_cards_say_how_the_challenge_went() -> None:
    for each in asking.challenged():
        numbers = (each.number, each.right, each.wrong, each.open, each.words_wrong)
        for card in ("threat.md", "threat.fr.md", "harassment.md", "harassment.fr.md"):
            assert row(card, each.kind, *map(str, numbers))


def test_the_cards_are_of_the_shipped_weights() -> None:
    for head in shipped().header.heads:
        for card in (f"{head.name}.md", f"{head.name}.fr.md"):
            text = (CARDS / card).read_text(encoding="utf-8")
            assert f"`{shipped().version}`" in text
            assert str(head.threshold) in text.replace(",", ".")
