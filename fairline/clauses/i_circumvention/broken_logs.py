"""Evidence that goes missing: gaps in logs, clocks that are off, deletion under a legal hold.

Records missing from the logs that an account runs itself are held against those there, per UTC day; the clock
of each of its systems against ours, as the largest deviation of the UTC day; and what is deleted though it is
under a legal hold, over 24 hours. A day on which nothing is missing, or nothing is metered, is not measured.
"""

from datetime import date

from fairline.facts import Access, Deed, Meter, Usage
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import (
    Unit,
    both,
    calendar,
    columns,
    count,
    equal,
    highest,
    one_of,
    ours,
    ratio,
    sliding,
)

usage, access = columns(Usage), columns(Access)

THERE_MIN = ours(1000.0, en="one record missing in a thousand; I-CIR-11",
                 fr="un enregistrement manquant sur mille ; I-CIR-11")  # fmt: skip
SKEW = ours(5000, en="five seconds, in milliseconds: the order of events is lost; I-CIR-11",
            fr="cinq secondes, en millisecondes : l'ordre des faits se perd ; I-CIR-11")  # fmt: skip
DELETED = ours(1, en="what is under a hold is not deleted; I-CIR-11",
               fr="ce qui est sous conservation ne s'efface pas ; I-CIR-11")  # fmt: skip

there = ratio(
    usage.amount, where=equal(usage.meter, Meter.LOG_RECORDS),
    of=one_of(usage.meter, Meter.LOG_GAP_RECORDS, Meter.LOG_RECORDS),
    by=usage.account, over=calendar("day"), unit=Unit.NUMBER,
)  # fmt: skip
skew = highest(
    usage.amount, of=equal(usage.meter, Meter.CLOCK_SKEW_MS), by=usage.account, over=calendar("day"),
    unit=Unit.NUMBER,
)  # fmt: skip
under_hold = both(equal(access.deed, Deed.DELETE), access.legal_hold)
deleted = count(under_hold, of=under_hold, by=access.account, over=sliding(hours=24))

CLAUSE = Clause(
    id="broken-logs", letter=Letter.I, title=Text(en="Broken logs", fr="Journaux altérés"),
    citation=Citation(
        law="Zoom, Contact Center Acceptable Use Policy, clause i (circumvention)",
        url="https://explore.zoom.us/fr/trust/contactcenter-acceptable-use-policy/",
        in_force=date(2022, 2, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="A disk was full, or the network to the log server was down.",
             fr="Un disque plein, ou la liaison vers le serveur de journaux coupée."),
        Text(en="A time server failed, or a machine was restored from a copy.",
             fr="Un serveur de temps en panne, ou une machine restaurée d'une sauvegarde."),
        Text(en="The usual deletion ran before the hold had reached the system.",
             fr="L'effacement habituel est passé avant que la conservation n'atteigne le système."),
    ),
    runbook=Text(
        en="Compare the sequence numbers with our own records for the same hours: what is missing, of which"
        " calls, and who gains by it? Ask for the incident and the repair. Save what is left at once, with"
        " its hash. A gap around the act in question weighs more than ten at random.",
        fr="Rapprochez les numéros d'ordre de nos propres relevés aux mêmes heures : que manque-t-il, de"
        " quels appels, et à qui cela profite-t-il ? Réclamez l'incident et sa réparation. Copiez aussitôt ce"
        " qui reste, avec son empreinte. Une lacune autour de l'acte en cause pèse plus que dix au hasard.",
    ),
    rules=(
        Rule(id="I-CIR-11", name="log-gaps", mode=Mode.OBSERVE, severity=Severity.CRITICAL,
             answer=Answer.HOLD, when=(there.below(THERE_MIN),),
             title=Text(en="Gaps in the logs", fr="Lacunes des journaux"),
             reason=Text(en="{base} records are missing beside {hits} that are there: {value} for each; the"
                            " least is {limit}.",
                         fr="{base} enregistrements manquent pour {hits} présents ce jour-là, soit {value}"
                            " pour un ; le minimum est de {limit}.")),
        Rule(id="I-CIR-11", name="clock-skew", mode=Mode.OBSERVE, severity=Severity.CRITICAL,
             answer=Answer.HOLD, when=(skew.above(SKEW),),
             title=Text(en="A clock that is off", fr="Une horloge décalée"),
             reason=Text(en="A clock was {hits} ms off that day; the limit is {limit} ms.",
                         fr="Une horloge s'écartait de {hits} ms ce jour-là ; la limite est de {limit} ms.")),
        Rule(id="I-CIR-11", name="deleted-under-hold", mode=Mode.OBSERVE, severity=Severity.CRITICAL,
             answer=Answer.HOLD, act=Act.REFUSE, evidence=Evidence.A, when=(deleted.at_least(DELETED),),
             title=Text(en="Deleted under a legal hold", fr="Effacé malgré la conservation"),
             reason=Text(en="Items under a legal hold were deleted ({hits} in 24 h; limit {limit}).",
                         fr="Des pièces sous conservation judiciaire ont été effacées ({hits} en 24 h ;"
                            " limite : {limit}).")),
    ),
)  # fmt: skip
