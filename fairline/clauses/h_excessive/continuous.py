"""Use without a pause: calls that never end, talk beyond any shift, a user who is there around the clock.

Days are UTC days; a call counts where it started. An hour is one in which the user placed a call or took
one: later hours of a long call add nothing. So all three are on the low side, and a shift over midnight UTC
counts as two short ones. An agreement on a shared desk, signed by both, excuses a day that is nobody's
alone, but no endless call. Sessions and copied media have rules beside these.
"""

from datetime import date, timedelta

from fairline.facts import Call, Direction, Permit
from fairline.facts.numbering import hour_slot
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Rung, Severity, Text, agreed
from fairline.signals import both, columns, derived, distinct, either, equal, highest, negated, total
from fairline.signals.limits import Unit, ours, peer
from fairline.signals.windows import calendar

call = columns(Call)

CALL_MAX = peer(timedelta(hours=4), "Twilio, article 223180028: the longest call it carries",
                fr="Twilio, article 223180028 : le plus long appel qu'il achemine")  # fmt: skip
TALK_MAX = ours(timedelta(minutes=600),
    en="ten hours of talk take a shift of fourteen at the usual occupancy",
    fr="dix heures de conversation font quatorze heures de poste, à l'occupation usuelle")  # fmt: skip
TALK_IMPOSSIBLE = ours(timedelta(minutes=720), en="twelve hours of talk are no one person's shift",
                       fr="douze heures de conversation, ce n'est la journée de personne")  # fmt: skip
HOURS_MIN = ours(20,
    en="a person sleeps: twenty different hours of a day are a machine or a shared login",
    fr="on dort : vingt heures différentes d'un jour, c'est une machine ou un accès partagé")  # fmt: skip
DAYS, OF_DAYS = 5, 7  # ours: one such day is an incident, five of seven a habit

user, day = (call.account, call.user), calendar("day")
alone = negated(agreed(Permit.SHARED_DESK, at=call.started_at))
used = both(either(equal(call.direction, Direction.OUTBOUND), call.answered), alone)
longest_call = highest(call.talk, by=user, over=day, unit=Unit.DURATION)
talk = total(call.talk, of=alone, by=user, over=day, unit=Unit.DURATION)
hours_used = distinct(derived(hour_slot, call.started_at), of=used, by=user, over=day)

CLAUSE = Clause(
    id="continuous-use", letter=Letter.H, title=Text(en="Continuous use", fr="Usage ininterrompu"),
    citation=Citation(
        law="Twilio, concurrency, rate and duration limits of voice calls",
        url="https://support.twilio.com/hc/en-us/articles/223180028",
        in_force=date(2026, 11, 23), checked_on=date(2026, 11, 23),  # the page names no day
    ),
    innocent=(
        Text(en="A support case or conference that really took hours.",
             fr="Un dépannage ou une conférence qui a vraiment duré des heures."),
        Text(en="A holiday line, an on-call phone or a desk passed on from shift to shift under the"
             " contract.",
             fr="Ligne de fêtes, astreinte, poste que les équipes se passent comme le contrat le permet."),
        Text(en="A monitoring probe that calls every few minutes.",
             fr="Une sonde de surveillance qui appelle toutes les quelques minutes."),
        Text(en="A lost hang-up left the record open.", fr="Un raccroché perdu a laissé l'appel ouvert."),
    ),
    runbook=Text(
        en="Look at who was called: one number for hours is a bridge, hundreds are a shift. Compare the hours"
        " with the roster and the seats bought, and ask whether the user is a person, a desk or a machine."
        " Rule out calls whose end was never written.",
        fr="Voyez qui a été appelé : un numéro pendant des heures, c'est un pont ; des centaines, une équipe."
        " Comparez les heures au planning et aux postes achetés ; demandez si l'utilisateur est une personne,"
        " un poste ou une machine. Écartez les appels dont la fin n'a pas été notée.",
    ),
    rules=(
        Rule(id="H-CONT", name="call-too-long", title=Text(en="Endless call", fr="Appel sans fin"),
             when=(longest_call.above(CALL_MAX),), mode=Mode.ENFORCE, severity=Severity.MINOR,
             answer=Answer.CHALLENGE, reason=Text(
                 en="User {user} had a call of {hits}; the limit is {limit}.",
                 fr="L'utilisateur {user} a eu un appel de {hits} ; la limite est de {limit}.")),
        Rule(id="H-CONT", name="talk-per-day", title=Text(en="Talk in a day", fr="Conversation par jour"),
             when=(talk.above(TALK_MAX),), mode=Mode.OBSERVE, severity=Severity.MINOR, answer=Answer.OBSERVE,
             ladder=(Rung(TALK_IMPOSSIBLE, Severity.MINOR, Answer.CHALLENGE),), reason=Text(
                 en="User {user} talked for {hits} in a day, in {base} calls; the limit is {limit}.",
                 fr="L'utilisateur {user} a parlé {hits} en un jour, sur {base} appels ; la limite est de"
                 " {limit}.")),
        Rule(id="H-CONT", name="around-the-clock", title=Text(en="Around the clock", fr="Jour et nuit"),
             when=(hours_used.at_least(HOURS_MIN).on(DAYS, of=OF_DAYS),), mode=Mode.OBSERVE,
             severity=Severity.MINOR, answer=Answer.CHALLENGE, reason=Text(
                 en="User {user} was active in {hits} hours of the day; {limit} or more on {times} of"
                 " {of_periods} days is no one person.",
                 fr="L'utilisateur {user} était actif pendant {hits} heures de la journée ; {limit} ou plus,"
                 " {times} jours sur {of_periods}, ce n'est plus une personne.")),
    ),
)  # fmt: skip
