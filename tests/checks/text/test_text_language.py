"""Which language a text is in; and that a short or mixed one is not guessed."""

import gzip
import json
import time
from pathlib import Path

import pytest

from fairline.checks.text.language import language

TOLD = {
    "Your appointment is on Monday at ten, please reply if you can't come.": "en",
    "hey are you coming to the party tonight? we will be there at 8": "en",
    "Votre rendez-vous est confirmé pour lundi, merci de répondre si vous ne venez pas.": "fr",
    "J'arrive dans dix minutes, attends-moi devant la gare stp": "fr",
    "Ihr Paket ist unterwegs und wird morgen bei Ihnen sein, bitte halten Sie den Code bereit.": "de",
}
NOT_TOLD = (
    "", "ok", "Stop", "12345 67", "hi", "WhatsApp", "\ufffd\ufffd\ufffd", "👍👍", "lol haha", "我",
    "Hello how are you, bonjour comment allez vous",
    "see you at the office tomorrow / rendez-vous au bureau demain avec vous",
)  # fmt: skip


@pytest.mark.parametrize("text", TOLD)
def test_it_is_told(text: str) -> None:
    assert language(text) == TOLD[text]


@pytest.mark.parametrize("text", NOT_TOLD)
def test_it_is_not_told(text: str) -> None:
    assert language(text) is None


@pytest.mark.parametrize("piece", ["a", "the ", "\ud800", "http://", "a@", "'", "é "])
def test_ten_megabytes_end_at_once(piece: str) -> None:
    begun = time.process_time()
    language(piece * (10_000_000 // len(piece)))
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("sms_spam_uci", "en"), ("sms_ham_nus", "en"), ("toxic_mlma_fr", "fr"), ("sms_smishing_arabic", "ar")],
)
def test_real_messages_are_hardly_ever_told_wrong(name: str, wanted: str, shared: Path) -> None:
    """At most one in a thousand: what is in doubt is not told."""
    with gzip.open(shared / "data" / name / "messages.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    wrong = [text for text in texts if language(text) not in (wanted, None)]
    assert len(wrong) <= len(texts) / 1000
