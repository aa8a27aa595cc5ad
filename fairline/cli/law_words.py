"""The words around facts of law: on the command line and in the reference, in English and French."""

from fairline.law import Confidence
from fairline.law.changes import Doubt
from fairline.policy import Text

CONFIDENCE = {
    Confidence.HIGH: Text(en="high confidence", fr="confiance élevée"),
    Confidence.MEDIUM: Text(en="medium confidence", fr="confiance moyenne"),
    Confidence.LOW: Text(en="low confidence", fr="confiance faible"),
}
BINDS = {
    True: Text(en="binds", fr="contraignant"),
    False: Text(en="recommended", fr="recommandé"),
}
DOUBTS = {
    Doubt.CONTRADICTION: Text(en="Contradictions", fr="Contradictions"),
    Doubt.GAP: Text(en="Days between two facts without law", fr="Jours sans loi entre deux faits"),
    Doubt.UNVERIFIED: Text(en="Not verified for a year", fr="Non vérifiés depuis un an"),
    Doubt.MEMORY: Text(en="From memory, verified on no day", fr="De mémoire, jamais vérifiés"),
    Doubt.LOW: Text(en="Of low confidence", fr="De confiance faible"),
    Doubt.VERIFY: Text(en="To be verified, as the note says", fr="À vérifier, comme la note le dit"),
}
DOUBT = {
    Doubt.CONTRADICTION: Text(en="contradicts: {other}", fr="contredit\u00a0: {other}"),
    Doubt.GAP: Text(en="the one before ended on {day}", fr="le précédent a pris fin le {day}"),
    Doubt.UNVERIFIED: Text(en="verified on {day}", fr="vérifié le {day}"),
}
TOTAL = Text(
    en="{facts} facts in force in {places} places; {count} contradictions.",
    fr="{facts} faits en vigueur dans {places} lieux\u00a0; contradictions\u00a0: {count}.",
)
NONE_IN_FORCE = Text(
    en="No fact is in force there on that day.", fr="Aucun fait n'y est en vigueur ce jour-là."
)
NO_CHANGE = Text(en="Nothing changes between the two days.", fr="Rien ne change entre les deux jours.")
PLACE = Text(en="{name} ({place}), law of {day}", fr="{name} ({place}), droit du {day}")
CHANGED = Text(en="{name} ({place}): {topic}", fr="{name} ({place})\u00a0: {topic}")
BEFORE = Text(en="until then: {said}", fr="jusque-là\u00a0: {said}")
AFTER = Text(en="from {day}: {said}", fr="dès le {day}\u00a0: {said}")
ENDED = Text(en="ends on {day}", fr="prend fin le {day}")
NO_LAW = Text(en="no law known", fr="aucune loi connue")
IN_FORCE_FROM = Text(en="in force since {day}", fr="en vigueur depuis le {day}")
IN_FORCE_BETWEEN = Text(en="in force from {day} to {last}", fr="en vigueur du {day} au {last}")
FROM_MEMORY = Text(en="from memory", fr="de mémoire")
SOURCE = Text(en="{source}, read on {day}", fr="{source}, lu le {day}")
INHERITED = Text(en="law of {place}", fr="hérité\u00a0: {place}")
TO_VERIFY = Text(en="to be verified", fr="à vérifier")
VERIFY_MARK = " (!)"
WANTED_DAY = "a day such as 2026-08-11"
