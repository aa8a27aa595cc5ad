"""Names that say that machines or lives hang on a flow, in four languages, and names that only sound so."""

import pytest

from fairline.facts.high_risk_words import WORDS, speaks_of_high_risk

FOUND = (
    "SCADA", "plant_scada_prod", "Queue: Nurse-Call 2", "SIA DC-09 receiver", "Contact ID in", "Code Bleu",
    "Télémesure eau", "appel d'arrêt d'urgence", "Brandmeldeanlage Nord", "Beatmungsgerät",
    "Centrale d'alarme",
    "alarm panels", "Código azul", "Flugsicherung", "lone worker: man-down", "PTI/DATI", "ATC",
)  # fmt: skip
NOT_FOUND = (
    "", "tactics", "incidents", "sales", "alarm clock promotion", "topics", "batch", "Código postal", "coded",
    "ventilation cleaning", "contact idea", "physics", "catch-up", "sécurité sociale",
)  # fmt: skip


@pytest.mark.parametrize("name", FOUND)
def test_found(name: str) -> None:
    assert speaks_of_high_risk(name) is True


@pytest.mark.parametrize("name", NOT_FOUND)
def test_not_found(name: str) -> None:
    assert speaks_of_high_risk(name) is False


def test_words_are_written_as_they_are_looked_for() -> None:
    assert len(set(WORDS)) == len(WORDS)
    assert [word for word in WORDS if not speaks_of_high_risk(word)] == []
