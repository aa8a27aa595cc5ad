"""STOP is said and does not arrive.

Three ways: a message that asks for no more is not answered within 24 hours (counted per sender over seven
days, where the account's answers are reported at all); words such as STOP are taken out of what is
understood; the page by which a person opts out answers with an error of its own (4xx) more often than once in
a hundred. A page that fails with 5xx is an outage and counts as opened.
"""

from datetime import date, timedelta

from fairline.facts import Access, Change, Deed, Direction, Message, Setting
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import at_least, both, columns, count, equal, less_than, ours, overdue, share, sliding

message, change, access = columns(Message), columns(Change), columns(Access)

UNANSWERED = ours(5, en="a few get lost, five in a week are swallowed; I-CIR-06",
                  fr="quelques-uns se perdent ; cinq en une semaine sont avalés ; I-CIR-06")  # fmt: skip
WITHIN = timedelta(hours=24)  # ours: a confirmation takes minutes
RENAMED = ours(1, en="there is no reason to understand STOP no longer; I-CIR-06",
               fr="rien ne justifie de ne plus comprendre STOP ; I-CIR-06")  # fmt: skip
FAILED = ours(0.01, en="a page for opting out that fails once in a hundred times; I-CIR-06",
              fr="une page de désinscription qui échoue une fois sur cent ; I-CIR-06")  # fmt: skip
OPENED_MIN = 100  # ours: below it one failure is more than the limit

asked = both(equal(message.direction, Direction.INBOUND), message.opts_out)
unanswered = overdue(
    since=message.sent_at, within=WITHIN, until=message.answered_at, of=asked,
    by=(message.account, message.recipient), over=sliding(days=7),
)  # fmt: skip
drops = both(equal(change.setting, Setting.OPT_OUT_HANDLING), change.drops_opt_out_words)
renamed = count(drops, of=drops, by=change.account, over=sliding(hours=24))
failed = share(
    both(at_least(access.status, 400), less_than(access.status, 500)),
    of=equal(access.deed, Deed.UNSUBSCRIBE), by=access.account, over=sliding(hours=24),
)  # fmt: skip

CLAUSE = Clause(
    id="swallowed-opt-outs", letter=Letter.I,
    title=Text(en="Swallowed opt-outs", fr="Oppositions escamotées"),
    citation=Citation(
        law="47 CFR 64.1200(a)(10)", url="https://www.ecfr.gov/current/title-47/section-64.1200",
        in_force=date(2025, 4, 11), checked_on=date(2026, 11, 24),
    ),
    innocent=(
        Text(en="The carrier confirms opt-outs itself and tells nobody.",
             fr="L'opérateur confirme lui-même les oppositions, sans le signaler."),
        Text(en="A robot tries made-up addresses of the page.",
             fr="Un robot essaie des adresses inventées de la page."),
        Text(en="A release broke a link, and it was repaired within hours.",
             fr="Une mise en production a cassé un lien, réparé dans les heures qui ont suivi."),
    ),
    runbook=Text(
        en="Send STOP and its relatives from a test number to each sender, and follow the links of three"
        " messages to their end. Read what the handler does with each word. Compare the opt-outs received"
        " with those recorded, and look at whom was written to after asking.",
        fr="D'un numéro d'essai, envoyez STOP et ses variantes à chaque expéditeur, et suivez jusqu'au bout"
        " les liens de trois messages. Lisez ce que fait le programme de chaque mot. Rapprochez les"
        " oppositions reçues des oppositions enregistrées, et voyez à qui l'on a encore écrit.",
    ),
    rules=(
        Rule(id="I-CIR-06", name="unanswered-opt-outs", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.SUSPEND_SERVICE, when=(unanswered.at_least(UNANSWERED),),
             title=Text(en="STOP without an answer", fr="STOP resté sans réponse"),
             reason=Text(en="{hits} of {base} requests for no more messages to {recipient} had no answer"
                            " after 24 h; the limit is {limit}.",
                         fr="{hits} des {base} demandes d'arrêt adressées à {recipient} étaient sans réponse"
                            " après 24 h ; la limite est de {limit}.")),
        Rule(id="I-CIR-06", name="opt-out-words-dropped", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.SUSPEND_SERVICE, act=Act.REFUSE, evidence=Evidence.A,
             when=(renamed.at_least(RENAMED),),
             title=Text(en="STOP is no longer understood", fr="STOP n'est plus compris"),
             reason=Text(en="A change made opt-out words unknown ({hits} in 24 h; limit {limit}).",
                         fr="Un réglage a rendu des mots d'arrêt inconnus ({hits} en 24 h ; limite :"
                            " {limit}).")),
        Rule(id="I-CIR-06", name="opt-out-page-fails", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.SUSPEND_SERVICE, when=(failed.above(FAILED, base_min=OPENED_MIN, wilson=True),),
             title=Text(en="The opt-out page fails", fr="La page de désinscription échoue"),
             reason=Text(en="{hits} of {base} visits to the opt-out page failed ({value}); the limit is"
                            " {limit}.",
                         fr="{hits} des {base} visites de la page de désinscription ont échoué ({value}) ; la"
                            " limite est de {limit}.")),
    ),
)  # fmt: skip
