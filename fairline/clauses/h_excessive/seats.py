"""One seat, one conversation: a named user whose answered voice calls overlap.

Counted per UTC day as the most legs of a user that were answered and not yet over at one moment. A leg that
ends at the instant the next is answered does not overlap. One whose end nobody wrote down is taken to last
four hours, as long as a carrier lets a call be. Excused by an agreement on a shared desk, signed by both.
Devices that are logged in at once are the rule on shared logins; left out: licensed seats and a tenth more,
whose limit is each account's own.
"""

from datetime import date, timedelta

from fairline.facts import Call, Permit
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text, agreed
from fairline.signals import both, calendar, columns, concurrent, negated, peer

call = columns(Call)

LEGS_MAX = peer(1, "RingCentral, reasonable use 2010: one user per line",
                fr="RingCentral, usage raisonnable 2010 : un utilisateur par ligne")  # fmt: skip
LASTING_MAX = timedelta(hours=4)  # a peer's: Twilio ends a call then

legs_at_once = concurrent(
    since=call.answered_at,
    until=call.ended_at,
    lasting_max=LASTING_MAX,
    of=both(call.answered, negated(agreed(Permit.SHARED_DESK, at=call.started_at))),
    by=(call.account, call.user),
    over=calendar("day"),
)

CLAUSE = Clause(
    id="seats", letter=Letter.H, title=Text(en="Shared seats", fr="Postes partagés"),
    citation=Citation(
        law="RingCentral, Reasonable Use Policy, summary of changes of June 2010",
        url="https://www.ringcentral.com/legal/policies/reasonable-use/summaryofchanges0610.html",
        in_force=date(2010, 6, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="One caller was on hold while the agent asked a colleague.",
             fr="Un appelant patientait pendant que l'agent consultait un collègue."),
        Text(en="The source writes both halves of one call as two legs of the user.",
             fr="La source décrit un même appel en deux branches, toutes deux au nom de l'utilisateur."),
        Text(en="A conference or a transfer that the user set up and stayed in.",
             fr="Une conférence ou un transfert que l'utilisateur a organisé sans le quitter."),
        Text(en="A follow-the-sun desk that shares the seat under its contract.",
             fr="Un poste partagé d'un fuseau à l'autre, comme le contrat le permet."),
    ),
    runbook=Text(
        en="Put the overlapping legs on one line of time: who was on hold, what was transferred, which legs"
        " are one call, which lack an end. Then compare the seats bought with the shift roster, and ask who"
        " uses the login. Two legs are mostly a transfer; five at once are not one person.",
        fr="Placez les branches qui se chevauchent sur une même ligne de temps : mises en attente,"
        " transferts, branches d'un même appel, fins manquantes. Comparez les postes achetés au planning des"
        " équipes et demandez qui utilise l'identifiant. Deux branches, c'est souvent un transfert ; cinq, ce"
        " n'est plus une personne.",
    ),
    rules=(
        Rule(
            id="H-SEAT", name="legs-per-seat", mode=Mode.ENFORCE, severity=Severity.MINOR,
            answer=Answer.CHALLENGE, title=Text(en="Calls at once", fr="Appels simultanés"),
            when=(legs_at_once.above(LEGS_MAX),),
            reason=Text(
                en="User {user} had {hits} answered calls at the same time, among {base} that day; a seat has"
                " {limit}.",
                fr="L'utilisateur {user} a tenu {hits} appels à la fois, sur {base} dans la journée ; un"
                " poste en permet {limit}.",
            ),
        ),
    ),
)  # fmt: skip
