"""Messages to people who asked for none: STOP, its relatives in six languages, and every other recorded no.

An opt-out holds from the fact that tells it: the next message is refused, on whatever channel and from
whatever number of the account. A later consent lifts it. One confirmation may follow within five minutes if
it sells nothing. Emergencies and one-time codes pass. Whether a STOP ends declared service messages, too, is
not settled in the United States before 2027-01-31 (revoke-all), so those are asked about first.
"""

from datetime import date, timedelta

from fairline.facts import Campaign, Consent, Direction, Message, OptOut, Purpose
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import at_most, both, columns, count, either, elapsed, equal, first_known, law, sliding
from fairline.signals.expressions import known, more_than, negated, one_of

message, campaign = columns(Message), columns(Campaign)
consent, opt_out = columns(Consent), columns(OptOut)

ONE = law(1, "GDPR art. 21(3), CPCE art. L. 34-5, CASL s. 11(3), 47 CFR 64.1200(a)(10)")
ONE_CONFIRMATION = law(1, "47 CFR 64.1200(a)(12)")
CONFIRM_WITHIN = timedelta(minutes=5)  # the law's

purpose = first_known(message.purpose, campaign.purpose)
opted_out = both(known(opt_out.at), negated(first_known(more_than(consent.at, opt_out.at), False)))
spared = either(equal(purpose, Purpose.EMERGENCY), message.one_time_code)
to_opted_out = both(
    equal(message.direction, Direction.OUTBOUND), opted_out, negated(first_known(spared, False))
)
confirms = both(
    message.confirms_opt_out, negated(first_known(equal(purpose, Purpose.MARKETING), False)),
    at_most(elapsed(opt_out.at, message.sent_at), CONFIRM_WITHIN),
)  # fmt: skip
serves = one_of(purpose, Purpose.TRANSACTIONAL, Purpose.APPOINTMENT, Purpose.DEBT)
other = both(to_opted_out, negated(first_known(confirms, False)))
unwanted = both(other, negated(first_known(serves, False)))
service, confirmation = both(other, first_known(serves, False)), both(to_opted_out, confirms)
by = (message.account, message.recipient)
day, few_minutes = sliding(hours=24), sliding(minutes=6)

CLAUSE = Clause(
    id="opt-outs", letter=Letter.G, title=Text(en="Messages after STOP", fr="Messages après un STOP"),
    citation=Citation(
        law="47 CFR 64.1200(a)(10), (12)", url="https://www.ecfr.gov/current/title-47/section-64.1200",
        in_force=date(2025, 4, 11), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="The person wrote again after STOP and was answered.",
             fr="Après son STOP, la personne a récrit, et on lui a répondu."),
        Text(en="A new consent was given and its record is late.",
             fr="Un nouvel accord a été donné ; sa trace arrive en retard."),
        Text(en="The number has a new holder, who agreed.",
             fr="Le numéro a changé de titulaire, et le nouveau a donné son accord."),
    ),
    runbook=Text(
        en="Read the opt-out (when, how, from what number) and the message after it, then where the account"
        " keeps its suppressions and what was late. A new consent must be later, and proven.",
        fr="Relevez l'opposition (quand, comment, de quel numéro) et le message qui l'a suivie, puis voyez où"
        " le compte tient sa liste d'exclusion et ce qui a tardé. Un nouvel accord doit être postérieur, et"
        " prouvé.",
    ),
    rules=(
        Rule(
            id="G-STOP", name="message-after-opt-out", mode=Mode.ENFORCE, severity=Severity.MAJOR,
            answer=Answer.CHALLENGE, act=Act.REFUSE, evidence=Evidence.A,
            title=Text(en="Message after an opt-out", fr="Message après une opposition"),
            when=(count(unwanted, of=unwanted, by=by, over=day).at_least(ONE),), reason=Text(
                en="{recipient} had asked for no more messages and was sent {hits} within 24 h.",
                fr="{recipient} avait demandé l'arrêt des messages et en a reçu {hits} en 24 h.")),
        Rule(
            id="G-STOP", name="service-message-after-opt-out", mode=Mode.ENFORCE, severity=Severity.NOTICE,
            answer=Answer.CHALLENGE, act=Act.CHALLENGE, evidence=Evidence.A,
            title=Text(en="Service message after an opt-out", fr="Message de service après une opposition"),
            when=(count(service, of=service, by=by, over=day).at_least(ONE),), reason=Text(
                en="{recipient} had asked for no more messages and was sent {hits} service messages in 24 h.",
                fr="{recipient} avait demandé l'arrêt des messages ; messages de service en 24 h : {hits}.")),
        Rule(
            id="G-STOP", name="opt-out-confirmed-again", mode=Mode.ENFORCE, severity=Severity.MINOR,
            answer=Answer.CHALLENGE, act=Act.REFUSE, evidence=Evidence.A,
            title=Text(en="More than one confirmation", fr="Plus d'une confirmation"),
            when=(count(confirmation, of=confirmation, by=by, over=few_minutes).above(ONE_CONFIRMATION),),
            reason=Text(en="{recipient} got {hits} confirmations of an opt-out; the law allows {limit}.",
                        fr="{recipient} a reçu {hits} confirmations de son STOP ; limite : {limit}.")),
    ),
)  # fmt: skip
