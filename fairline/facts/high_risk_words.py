"""Words by which a flow, queue, campaign or integration says that machines or lives may hang on it. Pure.

English, French, German and Spanish. A word says whom to ask and nothing more: a shop that sells alarm panels
has them in its names as well. Accents and case do not matter; a word stands by itself or at a name's joints.
"""

import re
from unicodedata import combining, normalize

WORDS = (
    # Control of machines
    "scada", "ics", "plc", "telemetry", "telemetrie", "telemetria", "telemesure", "interlock", "failsafe",
    "fail safe", "notabschaltung", "arret d urgence", "parada de emergencia", "verriegelung", "enclavamiento",
    "leitstelle", "leitsystem", "supervision industrielle",
    # Alarm panels
    "alarm panel", "contact id", "sia dc 09", "dc 09", "dc09", "centrale d alarme", "alarmzentrale",
    "brandmeldeanlage", "panel de alarma", "central de alarmas", "telesurveillance", "ansul",
    # Persons in danger
    "man down", "travailleur isole", "pti dati", "totmann", "hombre caido", "lift emergency",
    "elevator emergency", "telealarme ascenseur", "aufzugnotruf", "ascensor emergencia",
    # Care
    "ventilator", "respirateur", "beatmungsgerat", "respirador", "life support", "telemedicine monitor",
    "telemonitoring", "nurse call", "appel malade", "schwesternruf", "llamada enfermera", "code blue",
    "code bleu", "codigo azul", "infusion pump", "pousse seringue",
    # Air traffic, police, fire
    "air traffic control", "atc", "controle aerien", "flugsicherung", "control aereo", "cad dispatch",
    "emergency dispatch", "regulation samu", "psap",
)  # fmt: skip

_JOINT = re.compile(r"[^a-z0-9]+")
_WORD = re.compile(rf"(?:^| )(?:{'|'.join(map(re.escape, WORDS))})s?(?: |$)")


def speaks_of_high_risk(name: str) -> bool:
    """Whether ``name`` has one of the words: ``Queue_Nurse-Call 2``, not ``tactics`` or ``incidents``."""
    plain = name.lower()
    if not name.isascii():
        plain = "".join(sign for sign in normalize("NFKD", name) if not combining(sign)).casefold()
    return _WORD.search(_JOINT.sub(" ", plain)) is not None
