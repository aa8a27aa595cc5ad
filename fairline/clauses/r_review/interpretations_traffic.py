"""The first interpretations: artificial traffic, interference, bulk messages."""

from fairline.clauses.r_review.interpretations_calls import IN_FORCE, PUBLISHED
from fairline.policy import Interpretation, Text, Threshold
from fairline.signals import ours

PUMPING = Interpretation(
    number=3, version=1, term="traffic pumping", published_on=PUBLISHED, in_force_from=IN_FORCE,
    title=Text(en="Traffic pumping", fr="Trafic artificiel"),
    text=Text(
        en="Traffic is artificial when it is made for the payment it causes and not for the conversation."
        " Much inbound traffic is not enough: somebody must gain by the minutes, or nobody can be meant to"
        " talk. Bursts to a country that the account never called, and rings that stop so as to be called"
        " back, are taken as signs and looked into at once.",
        fr="Un trafic est artificiel quand il est fait pour la rémunération qu'il entraîne et non pour la"
        " conversation. Beaucoup d'appels entrants ne suffisent pas : il faut que quelqu'un gagne aux"
        " minutes, ou que personne ne soit censé parler. Les rafales vers un pays jamais appelé et les"
        " sonneries coupées pour être rappelé sont prises pour des signes, examinés aussitôt."),
    reasons=Text(
        en="Every contact center receives more than it sends. Money made by the call tells fraud from work.",
        fr="Tout centre de contact reçoit plus qu'il n'émet. L'argent gagné à l'appel distingue la fraude du"
        " travail."),
    rules=("B-CONF", "B-TFP", "B-IRSF", "B-WAN", "B-AIT"),
    thresholds=(
        Threshold(rule="B-WAN", limit=ours(50, en="ten a minute: no agent dials so fast",
                                           fr="dix par minute : aucun agent ne compose si vite"),
                  title=Text(en="rings given up at once in five minutes, from",
                             fr="sonneries coupées aussitôt en cinq minutes, à partir de")),
    ),
)  # fmt: skip
INTERFERENCE = Interpretation(
    number=4, version=1, term="interference", published_on=PUBLISHED, in_force_from=IN_FORCE,
    title=Text(en="Interference", fr="Perturbation"),
    text=Text(
        en="Use interferes when it takes from others what they have paid for: a flood, a scan, a loop, a file"
        " that harms who opens it. Intent does not matter to stop it, so the measure is called protective."
        " A test that was announced, and many people behind one address, are not meant.",
        fr="Un usage perturbe quand il prend aux autres ce qu'ils ont payé : saturation, balayage, boucle,"
        " fichier nuisible à qui l'ouvre. L'intention ne compte pas pour l'arrêter, et la mesure est dite de"
        " protection. Un essai annoncé, ou beaucoup de personnes derrière une même adresse, ne sont pas"
        " visés."),
    reasons=Text(
        en="A customer whose password was stolen floods like an attacker. Stopping it is right, and blame is"
        " not.",
        fr="Un client dont le mot de passe a été volé sature comme un attaquant. L'arrêter est juste, le"
        " blâmer ne l'est pas."),
    rules=("D-FLD", "D-BRU", "D-TDOS", "D-API", "D-MED"),
)  # fmt: skip
BULK = Interpretation(
    number=5, version=1, term="bulk messages", published_on=PUBLISHED, in_force_from=IN_FORCE,
    title=Text(en="Bulk messages", fr="Messages en masse"),
    text=Text(
        en="Messages are sent in bulk when the same words go to many people who did not each ask for them."
        " Consent is to a named sender, channel and purpose, and can be shown. A warning to the public, a"
        " code that somebody asked for, and the confirmation of a consent are not bulk.",
        fr="Des messages sont envoyés en masse quand les mêmes mots vont à beaucoup de personnes qui ne les"
           " ont pas demandés une à une. Le consentement vise un expéditeur, un canal et une finalité"
           " nommés, et se prouve. Une alerte au public, un code demandé et la confirmation d'un"
           " consentement n'en sont pas."),
    reasons=Text(
        en="How many messages leave says little: it is the missing wish of those who get them that does"
           " harm.",
        fr="Le nombre de messages dit peu : c'est l'absence de volonté de qui les reçoit qui nuit."),
    rules=("G-P2P", "G-CAP", "G-BLAST", "G-OPT", "G-TRAP", "G-HRV"),
)  # fmt: skip
