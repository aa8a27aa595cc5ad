"""A machine calls: an alarm panel, a meter, a lift reports over a line that promises nothing.

Counted by the account's own number over seven days. Tones of panels and meters were heard at least three
times; or calls of 5 to 30 seconds without an agent come like clockwork, in at most three minutes of the hour.
That stands in for the spread of the pauses, which nothing here counts: it sees every beat of twenty minutes,
half hours, hours and days, and no other. Where nobody knows whether an agent spoke, the call is not counted.
Nothing is cut: first ask, then migrate.
"""

from datetime import date, timedelta

from fairline.facts import Call, Direction
from fairline.facts.numbering import minute_of_hour
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import at_least, at_most, both, choose, columns, count, derived, distinct, equal, share
from fairline.signals.limits import ours
from fairline.signals.windows import sliding

call = columns(Call)

SHORTEST, LONGEST = timedelta(seconds=5), timedelta(seconds=30)  # ours: how long a panel speaks
SHORT_SHARE = ours(0.80, en="people's calls are not all so short; F-TEL of the catalogue",
                   fr="les appels humains ne sont pas tous si brefs : F-TEL au catalogue")  # fmt: skip
MINUTES = ours(4, en="people call in any minute of the hour, a beat of twenty in three",
               fr="on appelle à toute minute ; un battement de vingt n'en touche que trois")  # fmt: skip
CALLS_MIN = 24  # ours: fewer calls fall into three minutes by chance now and then
TONES = ours(3, en="one call may be a fax or a wrong number, three are a device",
             fr="un appel peut être un fax ou une erreur, trois sont un appareil")  # fmt: skip

own = choose(equal(call.direction, Direction.OUTBOUND), yes=call.caller, no=call.called)
by, week = (call.account, own), sliding(days=7)
alone = both(call.answered, equal(call.agent_joined, False))
brief = both(at_least(call.talk, SHORTEST), at_most(call.talk, LONGEST))
short = share(brief, of=alone, by=by, over=week)
minutes = distinct(derived(minute_of_hour, call.started_at), of=alone, by=by, over=week)
tones = count(call.telemetry_tones, of=call.telemetry_tones, by=by, over=week)

CLAUSE = Clause(
    id="machines-that-call", letter=Letter.F,
    title=Text(en="Machines that call", fr="Machines qui appellent"),
    citation=Citation(
        law="ANSI/SIA DC-05 (Contact ID tones); Zoom, Contact Center AUP, clauses f and l; numbers are ours",
        url="https://explore.zoom.us/fr/trust/contactcenter-acceptable-use-policy/",
        in_force=date(2022, 2, 1), checked_on=date(2026, 11, 24),
    ),
    innocent=(
        Text(en="A line monitor or the customer's own test calls every half hour.",
             fr="Une sonde de ligne ou l'essai du client appelle toutes les demi-heures."),
        Text(en="Appointment reminders go out at fixed times and nobody need answer.",
             fr="Des rappels de rendez-vous partent à heure fixe, sans réponse attendue."),
        Text(en="A fax or a modem was taken for a panel.", fr="Un fax ou un modem a été pris pour une"
                                                              " centrale."),
    ),
    runbook=Text(
        en="Call the customer: what device is it, who is alarmed if it is silent? Leave everything on until"
           " there is an answer. If lives or goods hang on it, agree on a line made for it and a day, 30 days"
           " by default, and note who confirmed that it works there. Only then may the number be taken off.",
        fr="Appelez le client : quel est cet appareil, qui s'inquiète s'il se tait ? Laissez tout en service"
           " jusqu'à la réponse. Si des vies ou des biens en dépendent, convenez d'une ligne faite pour cela"
           " et d'un jour, 30 jours par défaut, et notez qui a confirmé l'essai. Alors seulement le numéro"
           " peut être retiré.",
    ),
    rules=(
        Rule(id="F-TEL", name="calls-like-clockwork", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.HOLD,
             when=(short.at_least(SHORT_SHARE, base_min=CALLS_MIN), minutes.below(MINUTES)),
             title=Text(en="Calls like clockwork", fr="Appels réglés comme une horloge"),
             reason=Text(en="{hits} of {base} calls of {caller} in 7 days were short, without an agent;"
                            " minutes of the hour: {hits2}, limit {limit2}.",
                         fr="En 7 jours, {hits} des {base} appels de {caller} étaient brefs, sans agent ;"
                            " minutes de l'heure : {hits2}, limite {limit2}.")),
        Rule(id="F-TEL", name="tones-of-panels", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.HOLD, when=(tones.at_least(TONES),),
             title=Text(en="Tones of panels or meters", fr="Tonalités de centrales ou de compteurs"),
             reason=Text(en="Tones of panels or meters on {hits} calls of {caller} in 7 days; the limit is"
                            " {limit}.",
                         fr="En 7 jours, tonalités de centrale ou de compteur sur {hits} appels de {caller} ;"
                            " la limite est de {limit}.")),
    ),
)  # fmt: skip
