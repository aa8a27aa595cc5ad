"""HELP, INFO and their relatives in six languages, and nobody answers.

A call for help is a word that is the whole message. Its answer says who sends and how to reach them; what it
says no record tells, so only that it came in time is watched. How soon is ours: the industry says that it
comes.
"""

from datetime import date, timedelta

from fairline.facts import Direction, Message
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, columns, equal, industry, overdue, sliding

message = columns(Message)

UNANSWERED = industry(1, "CTIA, Messaging Principles and Best Practices: HELP is answered",
                      fr="CTIA, Messaging Principles and Best Practices : HELP a sa réponse")  # fmt: skip
ANSWER_WITHIN = timedelta(hours=1)  # ours: programs answer in seconds, agents when they are back

unanswered = overdue(
    since=message.sent_at, within=ANSWER_WITHIN, until=message.answered_at,
    of=both(equal(message.direction, Direction.INBOUND), message.asks_help),
    by=(message.account, message.recipient), over=sliding(hours=24),
)  # fmt: skip

CLAUSE = Clause(
    id="help-requests", letter=Letter.G, title=Text(en="HELP unanswered", fr="AIDE sans réponse"),
    citation=Citation(
        law="CTIA, Messaging Principles and Best Practices (2023)", in_force=date(2023, 5, 23),
        url="https://api.ctia.org/wp-content/uploads/2023/05/230523-CTIA-Messaging-Principles-and-Best-Practices-FINAL.pdf",
        checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="An agent called back instead of writing.", fr="Un agent a rappelé au lieu d'écrire."),
        Text(en="The question came at night, to a desk open by day.",
             fr="La question est venue la nuit, à un guichet ouvert le jour."),
    ),
    runbook=Text(
        en="Send the word to the number yourself and wait. The answer must come by itself, name the company"
        " and say how to reach a person. Ask who looks after the number's automatic answers.",
        fr="Envoyez vous-même le mot au numéro et attendez. La réponse doit venir seule, nommer l'entreprise"
        " et dire comment joindre quelqu'un. Demandez qui s'occupe des réponses automatiques de ce numéro.",
    ),
    rules=(
        Rule(
            id="G-HELP", name="help-unanswered", mode=Mode.OBSERVE, severity=Severity.NOTICE,
            answer=Answer.CHALLENGE, title=Text(en="HELP unanswered", fr="AIDE sans réponse"),
            when=(unanswered.at_least(UNANSWERED),), reason=Text(
                en="{recipient} left {hits} of {base} calls for help unanswered for an hour.",
                fr="{recipient} : {hits} demandes d'aide sur {base} sans réponse après une heure.")),
    ),
)  # fmt: skip
