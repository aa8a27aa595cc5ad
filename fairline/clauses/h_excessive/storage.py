"""Storage beyond the plan, and more minutes recorded than were said.

Readings of an account's meters; one counts in the UTC month that it is of the end of. Recorded minutes
against minutes of talk of the same calls: one call recorded twice doubles the first. The largest reading of
storage, in hundredths of what the plan includes, where the reading says that.
"""

from datetime import date

from fairline.facts import Meter, Usage
from fairline.facts.amounts import hundredths
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import Unit, calendar, columns, derived, equal, highest, one_of, ours, ratio

usage = columns(Usage)

RECORDED_MAX = ours(1.2, en="whoever records all once has 1, and rounding a little more",
                    fr="qui enregistre tout une fois a 1, et un peu plus par arrondi")  # fmt: skip
STORED_MAX = ours(200, en="twice the plan: past it, storage is what the account is for",
                  fr="le double de l'offre : au-delà, le compte sert à stocker")  # fmt: skip

account, month = usage.account, calendar("month")
recorded = equal(usage.meter, Meter.RECORDED_MINUTES)
recorded_to_talk = ratio(
    usage.amount, where=recorded, of=one_of(usage.meter, Meter.RECORDED_MINUTES, Meter.TALK_MINUTES),
    by=account, over=month, unit=Unit.NUMBER,
)  # fmt: skip
stored = highest(
    derived(hundredths, usage.amount, usage.included), of=equal(usage.meter, Meter.STORAGE_MB),
    by=account, over=month, unit=Unit.NUMBER,
)  # fmt: skip

CLAUSE = Clause(
    id="storage", letter=Letter.H, title=Text(en="Storage", fr="Stockage"),
    citation=Citation(
        law="Zoom, Contact Center Acceptable Use Policy, clause h (excessive use)",
        url="https://explore.zoom.us/fr/trust/contactcenter-acceptable-use-policy/",
        in_force=date(2022, 2, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="The law makes the customer keep its recordings for years.",
             fr="La loi oblige le client à garder ses enregistrements des années."),
        Text(en="Both sides of a call are recorded apart.",
             fr="Les deux côtés d'un appel sont enregistrés séparément."),
    ),
    runbook=Text(
        en="Lay the meters of six months side by side. Ask how long recordings must be kept and whether"
        " both sides of a call are recorded apart. Offer a shorter term, another plan or an export; nothing"
        " is deleted to make room.",
        fr="Mettez côte à côte les compteurs de six mois. Demandez combien de temps il faut garder les"
        " enregistrements et si les deux côtés d'un appel le sont séparément. Proposez un délai plus court,"
        " une autre offre ou un export : rien n'est effacé pour faire de la place.",
    ),
    rules=(
        Rule(id="H-STO", name="recorded-beyond-talk", mode=Mode.OBSERVE, severity=Severity.NOTICE,
             answer=Answer.OBSERVE, when=(recorded_to_talk.above(RECORDED_MAX),),
             title=Text(en="More recorded than said", fr="Plus d'enregistré que de parlé"), reason=Text(
                 en="In the month {hits} minutes were recorded of {base} minutes of talk, a ratio of"
                 " {value}; the limit is {limit}.",
                 fr="Dans le mois, {hits} minutes ont été enregistrées pour {base} de conversation, soit un"
                 " rapport de {value} ; la limite est de {limit}.")),
        Rule(id="H-STO", name="storage-beyond-plan", mode=Mode.OBSERVE, severity=Severity.NOTICE,
             answer=Answer.OBSERVE, when=(stored.above(STORED_MAX),),
             title=Text(en="Storage", fr="Stockage"), reason=Text(
                 en="Storage reached {hits}% of what the plan includes; the limit is {limit}%.",
                 fr="Le stockage a atteint {hits} % de ce que l'offre inclut ; la limite est de {limit} %.")),
    ),
)  # fmt: skip
