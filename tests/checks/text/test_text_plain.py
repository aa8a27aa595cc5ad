"""What a person sees of a text: what is undone and counted, what is left alone. UAX 15, UTS 39, UTS 51."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fairline.checks.text.plain import READ_MAX, Hidden, hides, plain, seen

UNDONE = {
    "Cyrillic letters inside Latin words": (
        "Yоur pаypаl account",
        "Your paypal account",
        Hidden(lookalikes=2),
    ),
    "whole words of them in a Latin text": ("pay here: сосо росо", "pay here: coco poco", Hidden(whole=2)),
    "Greek capitals": ("ΝETFLIX now", "NETFLIX now", Hidden(lookalikes=1)),
    "a character of no width inside a word": ("pay\u200bpal", "paypal", Hidden(invisible=1)),
    "a word joiner": ("fr\u2060ee", "free", Hidden(invisible=1)),
    "a control character": ("fr\x00ee", "free", Hidden(invisible=1)),
    "text in tag characters": ("ok\U000e0068\U000e0069", "ok", Hidden(invisible=1)),
    "a right-to-left override": ("\u202eolleh", "olleh", Hidden(turned=1)),
    "mathematical letters": ("𝐅𝐫𝐞𝐞 𝗺𝗼𝗻𝗲𝘆", "Free money", Hidden(costumes=2)),
    "wide letters": ("ｆｒｅｅ", "free", Hidden(costumes=1)),
    "small capitals, and squares": ("ꜰʀᴇᴇ 🅵🆁🅴🅴", "free FREE", Hidden(costumes=2)),
    "struck through": ("f\u0336r\u0336ee", "free", Hidden(stacked=2)),
    "stacks of accents": ("z\u0317\u0327\u031ba", "za", Hidden(stacked=1)),
    "signs between letters": ("f*r*e*e v.i.a.g.r.a", "free viagra", Hidden(parted=2)),
}
KEPT = {
    "plain English": "Your order 12 has shipped, it's at the depot.",
    "French accents": "L'été à Besançon, où l'œuvre coûte 5 €",
    "Russian": "Привет, как дела?",
    "Russian with a Latin brand and a Russian ending": "Привет, напиши мне в WhatsAppе",
    "Greek": "Καλημέρα, τι κάνεις;",
    "one word of Russian in English": "he said нет and left",
    "Persian with its joiner": "می\u200cخواهم",
    "Hindi with its joiner": "क्\u200dष",
    "a family, a heart, a flag, a keycap": (
        "👨\u200d👩\u200d👧 ❤\ufe0f 1\ufe0f\u20e3 ok"
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
    ),
    "Turkish": "Açık kapı ışık",
    "units": "5 μF, kΩ, ΔT",
    "an abbreviation": "r.s.v.p. to the U.S.A. and U.N.E.S.C.O.",
    "a list of letters": "answer A B C D or E",
    "Vietnamese": "Xin chào, bạn khỏe không?",
}
NO_HIDING = {
    "a number pasted from a phone's contacts": ("\u202a+1 555 0100\u202c", "+1 555 0100"),
    "a soft hyphen of a typesetter": ("infor\u00admation", "information"),
    "typographic quotes and dashes": ("it’s “free” – now", 'it\'s "free" - now'),
    "a spelled name": ("my name is J-O-N-E-S", "my name is JONES"),
    "wide letters in Japanese": ("ＡＢＣ東京", "ABC東京"),
    "raised endings": ("Mᵐᵉ Roy, 1ᵉʳ étage", "Mme Roy, 1er étage"),
    "an apostrophe of Windows read as Latin-1": ("I don\x92t \x96 ever", "I don't - ever"),
    "a mark of byte order": ("\ufeffhello", "hello"),
    "filler after a mail's first line": ("hello \u034f \u200c \u00a0 you", "hello     you"),
}


@pytest.mark.parametrize("name", UNDONE)
def test_what_hides_is_undone_and_counted(name: str) -> None:
    text, wanted, hidden = UNDONE[name]
    assert seen(text).text == wanted
    assert hides(text) == hidden
    assert hides(text).hides_text is True


@pytest.mark.parametrize("name", KEPT)
def test_what_is_as_it_should_be_stays(name: str) -> None:
    assert plain(KEPT[name]) == KEPT[name]
    assert hides(KEPT[name]) == Hidden()


@pytest.mark.parametrize("name", NO_HIDING)
def test_what_machines_and_typesetters_do_is_undone_and_is_no_hiding(name: str) -> None:
    text, wanted = NO_HIDING[name]
    assert plain(text) == wanted
    assert hides(text).hides_text is False


def test_leet_only_where_asked() -> None:
    assert plain("v1agr4 fr33 c@sh!") == "v1agr4 fr33 c@sh!"
    assert plain("v1agr4 fr33 c@sh!", leet=True) == "viagra free cash!"
    assert plain("50kg at 3pm, 12 of them", leet=True) == "50kg at 3pm, 12 of them"


PIECES = st.one_of(
    st.sampled_from(
        "aEоαАηkK1!. *-_\u200b\u200d\u202e\u00ad\ufe0f\u0301\u0336👩❤🏴ｆ𝐅ᴀ🅰\u1160\u3164می\x00\u2028éﷺ"
    ),
    st.characters(),
    st.sampled_from(["a b c d", "pаypаl", "سلام", "привет", "ж"]),
)


@given(st.lists(PIECES, max_size=40).map("".join))
@example("a\u200b\u0301")
@example("e\u0336\u0301\u0323")
def test_twice_is_once(text: str) -> None:
    once = plain(text)
    assert plain(once) == once


@pytest.mark.parametrize(
    "text",
    [
        "Yоur раураl ",
        "a\u0300\u0323",
        "a\u200b",
        "a b ",
        "\ufdfa",
        "👨\u200d👩",
        "а",
        "a.",
        "\ud800",
        "\u0323\u0301",
    ],
)
def test_ten_megabytes_end_soon(text: str) -> None:
    begun = time.process_time()
    found = seen(text * (10_000_000 // len(text)))
    assert found.cut
    assert len(found.text) <= READ_MAX
    assert time.process_time() - begun < 12
