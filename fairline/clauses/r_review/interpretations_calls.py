"""The first interpretations of the vague words of clause b: dialing, lines with several calls, pumping."""

from datetime import date

from fairline.policy import Interpretation, Text, Threshold
from fairline.signals import ours, peer

PUBLISHED, IN_FORCE = date(2026, 11, 24), date(2026, 12, 9)  # 15 days later

ABUSIVE_DIALING = Interpretation(
    number=1, version=1, term="abusive dialing", published_on=PUBLISHED, in_force_from=IN_FORCE,
    title=Text(en="Abusive dialing", fr="Numérotation abusive"),
    text=Text(
        en="Dialing by a machine is allowed. It is abusive when the people called bear its cost: calls that"
           " end at once, that nobody meant to hold, that go to numbers nobody chose, or that come faster"
           " than the contract allows. It is measured over all calls of a number or campaign, never by a"
           " single call.",
        fr="La numérotation par une machine est permise. Elle est abusive quand ce sont les personnes"
           " appelées qui la paient : appels qui cessent aussitôt, que personne ne comptait mener, vers des"
           " numéros que personne n'a choisis, ou plus rapides que ne le permet le contrat. Elle se mesure"
           " sur tous les appels d'un numéro ou d'une campagne, jamais sur un seul."),
    reasons=Text(
        en="Carriers publish such steps for the same harm, so a customer can know them beforehand. Reminders"
        " and outages make short calls too, so a person asks first.",
        fr="Des opérateurs publient de tels paliers pour le même dommage, et un client peut donc les"
           " connaître d'avance. Les rappels de rendez-vous et les pannes font aussi des appels courts : on"
           " demande d'abord."),
    rules=("B-SDC", "B-S12", "B-CAN", "B-ASR", "B-DIAL", "B-SEQ", "B-UNR", "B-CPS", "B-SNW"),
    thresholds=(
        Threshold(rule="B-SDC", share=True, limit=peer(0.15, "Telnyx, article 1130707"),
                  title=Text(en="calls of 6 s or less among those answered, at most",
                             fr="appels de 6 s ou moins parmi les appels décrochés, au plus")),
        Threshold(rule="B-CAN", share=True,
                  limit=peer(0.20, "Telnyx, article 12805746; Plivo, article 6633761739033"),
                  title=Text(en="attempts that the caller cancels, at most",
                             fr="tentatives que l'appelant annule, au plus")),
    ),
)  # fmt: skip
SEVERAL_CALLS = Interpretation(
    number=2, version=1, term="line with several calls", published_on=PUBLISHED, in_force_from=IN_FORCE,
    title=Text(en="A line that takes several calls", fr="Ligne qui prend plusieurs appels"),
    text=Text(
        en="Forwarding to one person's line is allowed. A line takes several calls when at least two"
           " forwarded calls were answered on it at the same time, on more than three occasions in a day. A"
           " key telephone system or a private exchange is such a line; a branch named in the contract is"
           " not meant.",
        fr="Le renvoi vers la ligne d'une personne est permis. Une ligne prend plusieurs appels quand au"
           " moins deux appels renvoyés y ont été décrochés en même temps, à plus de trois reprises en un"
           " jour. Un intercom ou un autocommutateur privé en est une ; une agence nommée au contrat n'est"
           " pas visée."),
    reasons=Text(
        en="Two calls at once on a line for one person can be chance, more than three times in a day they are"
        " not. What the line is called does not matter; what it does can be counted.",
        fr="Deux appels à la fois sur la ligne d'une personne, cela peut être le hasard ; plus de trois"
           " fois en un jour, non. Peu importe le nom de la ligne : ce qu'elle fait se compte."),
    rules=("B-FWD-", "B-TRK-", "B-LOOP"),
    thresholds=(
        Threshold(rule="B-FWD-C", limit=ours(3, en="once or twice may be chance",
                                             fr="une ou deux fois, ce peut être le hasard"),
                  title=Text(en="occasions with two calls at once in a day, at most",
                             fr="reprises avec deux appels à la fois en un jour, au plus")),
    ),
)  # fmt: skip
