"""The words a rule is written in: how grave, how sure, what may follow, and under which law."""

from dataclasses import dataclass
from datetime import date
from enum import Enum, IntEnum, StrEnum

from fairline.policy.text import Text


class Severity(IntEnum):
    """How grave a breach is. The catalogue's S1 is minor, S2 major, S3 and S4 critical.

    ``NOTICE`` is below the catalogue: worth seeing, nobody has to act.
    """

    NOTICE = 0
    MINOR = 1
    MAJOR = 2
    CRITICAL = 3


SEVERITY = {
    Severity.NOTICE: Text(en="notice", fr="avis"),
    Severity.MINOR: Text(en="minor", fr="mineure"),
    Severity.MAJOR: Text(en="major", fr="majeure"),
    Severity.CRITICAL: Text(en="critical", fr="critique"),
}


class Answer(IntEnum):
    """What the catalogue lets follow, weakest first. An audit proposes; people and the guard decide."""

    OBSERVE = 0
    CHALLENGE = 1
    THROTTLE = 2
    HOLD = 3
    SUSPEND_NUMBER = 4
    SUSPEND_SERVICE = 5
    TERMINATE = 6


ANSWER = {
    Answer.OBSERVE: Text(en="observe", fr="observer"),
    Answer.CHALLENGE: Text(en="ask the customer", fr="interroger le client"),
    Answer.THROTTLE: Text(en="slow down", fr="ralentir"),
    Answer.HOLD: Text(en="hold for a person", fr="retenir pour examen"),
    Answer.SUSPEND_NUMBER: Text(en="suspend the number", fr="suspendre le numéro"),
    Answer.SUSPEND_SERVICE: Text(en="suspend the service", fr="suspendre le service"),
    Answer.TERMINATE: Text(en="terminate", fr="résilier"),
}


class Act(IntEnum):
    """What becomes of the one act that breaks a rule, before it happens, weakest first.

    It is no sanction: the next act is judged by itself. ``CHANGE`` lets it pass, changed as ``Mend`` says.
    """

    ALLOW = 0
    CHANGE = 1
    CHALLENGE = 2
    HOLD = 3
    REFUSE = 4


ACT = {
    Act.ALLOW: Text(en="let it pass", fr="laisser passer"),
    Act.CHANGE: Text(en="let it pass changed", fr="laisser passer, modifié"),
    Act.CHALLENGE: Text(en="ask first", fr="demander d'abord"),
    Act.HOLD: Text(en="hold for a person", fr="retenir pour examen"),
    Act.REFUSE: Text(en="refuse this act", fr="refuser cet acte"),
}


class Mend(StrEnum):
    """How an act is changed so that it may pass."""

    RING_LONGER = "ring-longer"
    DO_NOT_RECORD = "do-not-record"
    PAUSE_RECORDING = "pause-recording"
    SHOW_OWN_NUMBER = "show-own-number"
    HAND_TO_AGENT = "hand-to-agent"


MEND = {
    Mend.RING_LONGER: Text(en="let it ring as long as the law asks", fr="laisser sonner le temps légal"),
    Mend.DO_NOT_RECORD: Text(en="do not record", fr="ne pas enregistrer"),
    Mend.PAUSE_RECORDING: Text(en="pause the recording", fr="suspendre l'enregistrement"),
    Mend.SHOW_OWN_NUMBER: Text(en="show a number of the account", fr="afficher un numéro du compte"),
    Mend.HAND_TO_AGENT: Text(en="hand over to a person", fr="passer la main à une personne"),
}


class Mode(StrEnum):
    """How far a rule may go. A rule with a limit of our own design only observes until it is calibrated."""

    DRAFT = "draft"
    OBSERVE = "observe"
    SAMPLE = "sample"
    ENFORCE = "enforce"
    MUTED = "muted"


MODE = {
    Mode.DRAFT: Text(en="draft", fr="projet"),
    Mode.OBSERVE: Text(en="observes", fr="observe"),
    Mode.SAMPLE: Text(en="sampled", fr="échantillon"),
    Mode.ENFORCE: Text(en="in force", fr="en vigueur"),
    Mode.MUTED: Text(en="off", fr="désactivée"),
}


class Evidence(Enum):
    """How strong the evidence is that a rule gives (CLAUSES R.4). A score alone never sanctions."""

    A = Text(
        en="signed or otherwise certain record",
        fr="pièce signée ou autrement certaine",
    )
    B = Text(en="counted from call records", fr="compté dans les relevés d'appels")
    C = Text(en="complaint", fr="plainte")
    D = Text(en="score of a model or word list", fr="score d'un modèle ou d'un lexique")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a rule stands: the law, or the industry's or a peer's own text."""

    law: str
    url: str
    in_force: date
    checked_on: date
