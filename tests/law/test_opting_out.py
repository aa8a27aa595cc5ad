"""Opt-outs by a whole message: 47 CFR 64.1200(a)(10), CTIA, and words of five more languages."""

import pytest

from fairline.law import LawError, load
from fairline.law.opting_out import help_words, is_help, is_opt_out, opt_out_words, parse_words, plain
from fairline.law.permissions import StopWords

YES = (
    "STOP", "stop", " Stop. ", "STOP!!!", "«stop»", "quit", "END", "revoke", "Opt out", "OPT-OUT", "opt  out",
    "cancel", "UNSUBSCRIBE", "Stop All", "don't call me",
    "don’t call me", "dont call me", "Arrêt", "ARRET", "arrêtez",
    "désabonnez-moi", "ne m'appelez plus", "Ne m’appelez plus !", "résilier", "STOPP", "stopp!",
    "Kündigen",
    "KÜNDIGEN", "bitte nicht mehr anrufen", "BAJA", "baja.", "¡Basta!", "no me llamen más",
    "FIN", "cancellami", "non chiamatemi più", "SAIR", "sair ", "não ligar", "NÃO ME LIGUEM MAIS", "stop 🛑",
)  # fmt: skip
NO = (
    "", "   ", "!", "when does the bus stop", "please don't stop", "stopped", "stops", "I will end the call",
    "fine",
    "no", "non", "yes", "ok", "the end", "start", "unstop", "cancel my appointment please", "s t o p",
    "stop" * 30, "help", "bajar", "sairá", "finland",
)  # fmt: skip
HELP = ("HELP", "help?", "Info", "AIDE", "Hilfe!", "¿Ayuda?", "aiuto", "Ajuda", "who is this?", "quién es")
NO_HELP = ("helpful", "stop", "", "thanks for your help", "information")


@pytest.mark.parametrize("text", YES)
def test_opt_outs(text: str) -> None:
    assert is_opt_out(text) is True
    assert is_help(text) is False


@pytest.mark.parametrize("text", NO)
def test_what_is_none(text: str) -> None:
    assert is_opt_out(text) is False


@pytest.mark.parametrize("text", HELP)
def test_help(text: str) -> None:
    assert is_help(text) is True
    assert is_opt_out(text) is False


@pytest.mark.parametrize("text", NO_HELP)
def test_no_help(text: str) -> None:
    assert is_help(text) is False


def test_the_words_of_every_law_and_code_are_among_them() -> None:
    law = load()
    found = 0
    for place in law.places:
        for fact in law.facts(place):
            if isinstance(fact.value, StopWords):
                found += 1
                assert all(map(is_opt_out, fact.value.opt_out))
                assert all(map(is_help, fact.value.help))
    assert found >= 3


def test_six_languages_have_words() -> None:
    for language in ("en", "fr", "de", "es", "it", "pt"):
        assert len(opt_out_words(language)) >= 7
        assert opt_out_words(language) <= opt_out_words()
        assert help_words(language)
    assert not opt_out_words() & help_words()
    assert opt_out_words("xx") == frozenset()


def test_words_are_compared_plainly() -> None:
    assert plain(" Désabonnez-moi,  s'il vous plaît ! ") == "desabonnez moi sil vous plait"
    assert plain("STRASSE") == plain("straße")


def test_a_broken_table_is_told() -> None:
    with pytest.raises(LawError, match=r"t.yaml: found a table that is none .*, wanted lists of words"):
        parse_words("opt_out: 1", "t.yaml")
