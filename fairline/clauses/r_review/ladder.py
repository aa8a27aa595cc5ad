"""The ladder: which answers are open, by harm and occasion. Source: catalogue, R.3; cure periods of R.2.

A rung is a ceiling: less is always open, more is refused unless it is ordered.
"""

from fairline.clauses.r_review.periods import CURE, CURE_SLOW, NOTICE_TERMINATION
from fairline.policy import Answer, Harm, Occasion, Step, Text

OBSERVE, CHALLENGE, THROTTLE, HOLD = Answer.OBSERVE, Answer.CHALLENGE, Answer.THROTTLE, Answer.HOLD
NUMBER, SERVICE, TERMINATE = Answer.SUSPEND_NUMBER, Answer.SUSPEND_SERVICE, Answer.TERMINATE
FIRST, SECOND, THIRD = Occasion
NUISANCE, BREACH, CONSUMERS, DANGER = Harm

LADDER = (
    Step(harm=NUISANCE, occasion=FIRST, answers=(OBSERVE, CHALLENGE), cure=CURE_SLOW.limit,
         does=Text(en="observe, and tell the customer", fr="observer et informer le client")),
    Step(harm=NUISANCE, occasion=SECOND, answers=(THROTTLE,), cure=CURE_SLOW.limit,
         does=Text(en="slow down or charge a fee, with time to mend",
                   fr="ralentir ou facturer un supplément, avec un délai pour corriger")),
    Step(harm=NUISANCE, occasion=THIRD, answers=(SERVICE, TERMINATE), cure=CURE_SLOW.limit,
         notice=NOTICE_TERMINATION.limit,
         does=Text(en="suspend the feature; terminate with notice after two breaches in six months",
                   fr="suspendre la fonction ; résilier avec préavis après deux manquements en six mois")),
    Step(harm=BREACH, occasion=FIRST, answers=(CHALLENGE, HOLD), cure=CURE.limit,
         does=Text(en="refuse the act and ask for proof", fr="refuser l'acte et demander une preuve")),
    Step(harm=BREACH, occasion=SECOND, answers=(THROTTLE, HOLD), cure=CURE.limit,
         does=Text(en="slow down and hold the campaign for a person",
                   fr="ralentir et retenir la campagne pour examen")),
    Step(harm=BREACH, occasion=THIRD, answers=(SERVICE, TERMINATE), cure=CURE.limit,
         notice=NOTICE_TERMINATION.limit,
         does=Text(en="suspend the channel; terminate with notice, shorter if repeated infringement is"
                      " proven",
                   fr="suspendre le canal ; résilier avec préavis, abrégé si la récidive est prouvée")),
    Step(harm=CONSUMERS, occasion=FIRST, answers=(HOLD, NUMBER), immediate=True, cure=CURE.limit,
         does=Text(en="hold, or suspend the number at once, with the statement of reasons",
                   fr="retenir, ou suspendre le numéro aussitôt, avec l'exposé des motifs")),
    Step(harm=CONSUMERS, occasion=SECOND, answers=(SERVICE,), immediate=True, cure=CURE.limit,
         does=Text(en="suspend the service", fr="suspendre le service")),
    Step(harm=CONSUMERS, occasion=THIRD, answers=(TERMINATE,), immediate=True, cure=CURE.limit,
         notice=NOTICE_TERMINATION.limit,
         does=Text(en="terminate, decided by people; report it if it is a crime",
                   fr="résilier, sur décision humaine ; signaler si c'est une infraction pénale")),
    Step(harm=DANGER, occasion=FIRST, answers=(NUMBER, SERVICE), immediate=True, cure=CURE.limit,
         does=Text(en="suspend the number or service at once, and tell the authorities",
                   fr="suspendre aussitôt le numéro ou le service, et prévenir les autorités")),
    Step(harm=DANGER, occasion=SECOND, answers=(NUMBER, SERVICE), immediate=True, cure=CURE.limit,
         does=Text(en="as the first time: danger has no second rung of its own",
                   fr="comme la première fois : le danger n'a pas de deuxième palier à lui")),
    Step(harm=DANGER, occasion=THIRD, answers=(TERMINATE,), immediate=True, cure=CURE.limit,
         notice=NOTICE_TERMINATION.limit,
         does=Text(en="terminate; keep what a court may ask for",
                   fr="résilier ; conserver ce qu'un juge peut demander")),
)  # fmt: skip

SLOW_TO_MEND = ("H-", "K-", "B-SDC", "B-S12", "B-CAN", "B-ASR", "B-DIAL")
"""Clauses h and k, and the rules on the quality of traffic: they have the longer cure."""

HARMS = {
    NUISANCE: Text(en="nuisance or breach of contract", fr="gêne ou manquement au contrat"),
    BREACH: Text(en="breach of a regulation, reversible", fr="manquement réglementaire, réversible"),
    CONSUMERS: Text(en="harm to consumers, or fraud", fr="préjudice aux consommateurs, ou fraude"),
    DANGER: Text(
        en="danger to life, a child or the network, or an order",
        fr="danger pour la vie, un enfant ou le réseau, ou injonction",
    ),
}
