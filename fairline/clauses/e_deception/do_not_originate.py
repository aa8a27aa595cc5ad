"""Calls that show a number which never calls: for emergencies, unassigned, premium, or inbound only.

What a number is, and whether its holder put it on the list of those that do not originate, is known of the
number; one of which nothing is known counts nowhere. A toll-free number is such only if it is listed: many
call.
"""

from datetime import date

from fairline.facts import Call, Direction, Line, Number
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, columns, count, either, equal, law, one_of, sliding

call, number = columns(Call), columns(Number)

NEVER_CALLS = law(1, "47 CFR 64.1200(o); FCC 25-15")

never_calls = both(
    equal(call.direction, Direction.OUTBOUND),
    either(
        number.do_not_originate,
        one_of(number.line_kind, Line.EMERGENCY, Line.PREMIUM, Line.UNALLOCATED),
    ),
)
shown = count(never_calls, of=never_calls, by=(call.account, call.caller), over=sliding(hours=24))

CLAUSE = Clause(
    id="do-not-originate", letter=Letter.E,
    title=Text(en="Numbers that never call", fr="Numéros qui n'appellent jamais"),
    citation=Citation(
        law="47 CFR 64.1200(o); FCC 25-15 (90 FR 13416)",
        url="https://www.ecfr.gov/current/title-47/section-64.1200",
        in_force=date(2025, 12, 15), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="The number was assigned yesterday, and the list is older.",
             fr="Le numéro a été attribué hier, et la liste est plus ancienne."),
        Text(en="The holder of a toll-free number began to call from it and did not say so.",
             fr="Le titulaire d'un numéro vert s'est mis à appeler avec, sans le signaler."),
        Text(en="An operator's test of its own emergency service.",
             fr="Un opérateur teste son propre service d'urgence."),
    ),
    runbook=Text(
        en="Ask whoever keeps the list for the entry and its day, and the holder whether the number may call."
        " See who set the number and what else they showed that day. A typing slip shows one number once; a"
        " list of banks' service numbers was collected.",
        fr="Demandez à qui tient la liste l'entrée et son jour, et au titulaire si ce numéro peut appeler."
        " Voyez qui l'a réglé et ce qu'il a affiché d'autre ce jour-là. Une faute de frappe affiche un"
        " numéro, une fois ; une liste de numéros de banques a été constituée.",
    ),
    rules=(
        Rule(
            id="E-DNO", name="number-never-calls", mode=Mode.ENFORCE, severity=Severity.MAJOR,
            answer=Answer.CHALLENGE, act=Act.REFUSE, evidence=Evidence.A,
            title=Text(en="Number that never calls", fr="Numéro qui n'appelle jamais"),
            when=(shown.at_least(NEVER_CALLS),),
            reason=Text(
                en="Calls that show {caller}, a number that never calls: {hits}.",
                fr="Appels qui affichent {caller}, numéro qui n'appelle jamais : {hits}.",
            ),
        ),
    ),
)  # fmt: skip
