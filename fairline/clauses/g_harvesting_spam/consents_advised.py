"""Texts to the United States without the consent that the industry asks for, and consents grown old.

The law there asks for consent by the equipment that sends, which no record tells; the industry's code asks
for it always, so a text without one that is shown is asked about and never refused. No law says how old a
consent may be, so old ones are only observed, wherever the law or the code wants one.
"""

from datetime import date, timedelta

from fairline.facts import Campaign, Channel, Consent, Direction, Message, Purpose
from fairline.facts.choices import is_among
from fairline.law.opt_in import needs_opt_in
from fairline.policy import Act, Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import at_least, both, by_law, columns, count, derived, either, industry, ours, sliding
from fairline.signals.expressions import elapsed, equal, first_known, more_than, negated, one_of

message, campaign, consent = columns(Message), columns(Campaign), columns(Consent)

ONE = industry(1, "CTIA, Messaging Principles and Best Practices, 5.1: consent comes first",
               fr="CTIA, Messaging Principles and Best Practices, 5.1 : d'abord l'accord")  # fmt: skip
STALE = ours(1, en="who agreed more than two years ago may have forgotten it",
             fr="un accord de plus de deux ans a pu être oublié")  # fmt: skip
OLD = timedelta(days=730)

purpose, at = first_known(message.purpose, campaign.purpose), message.sent_at
marketing = both(
    equal(message.direction, Direction.OUTBOUND), equal(purpose, Purpose.MARKETING),
    negated(first_known(at_least(consent.customer_until, at), False)),
)  # fmt: skip
binds = first_known(by_law(needs_opt_in, message.recipient_places, at, message.channel, False), False)
advised = both(one_of(message.channel, Channel.SMS, Channel.MMS), equal(message.recipient_country, "US"))
shown = first_known(both(
    derived(is_among, message.channel, consent.channels), derived(is_among, purpose, consent.purposes),
    consent.proven,
), False)  # fmt: skip
age = elapsed(first_known(consent.given_at, consent.at), at)
without = both(marketing, advised, negated(either(binds, shown)))
stale = both(marketing, either(binds, advised), shown, more_than(age, OLD))
by, day = (message.account, first_known(message.sender, "")), sliding(hours=24)

CLAUSE = Clause(
    id="consents-advised", letter=Letter.G,
    title=Text(en="Consent advised or old", fr="Consentement conseillé ou ancien"),
    citation=Citation(
        law="CTIA, Messaging Principles and Best Practices, 5.1 (consumer consent)",
        url="https://api.ctia.org/wp-content/uploads/2023/05/230523-CTIA-Messaging-Principles-and-Best-Practices-FINAL.pdf",
        in_force=date(2023, 5, 23), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="The person has used the service all along, so the consent is alive.",
             fr="La personne n'a cessé d'utiliser le service : son accord reste vivant."),
        Text(en="The text answers what the person asked for a moment before.",
             fr="Le SMS répond à ce que la personne venait de demander."),
    ),
    runbook=Text(
        en="Ask how the account takes consent in each country it writes to, and when people were last"
        " asked. Propose to renew the oldest consents; nothing is refused for this alone.",
        fr="Demandez comment le compte recueille l'accord dans chaque pays où il écrit, et quand l'accord a"
        " été redemandé pour la dernière fois. Proposez de renouveler les plus anciens ; rien n'est refusé"
        " pour cela seul.",
    ),
    rules=(
        Rule(id="G-CONS", name="message-consent-advised", mode=Mode.ENFORCE, severity=Severity.NOTICE,
             answer=Answer.CHALLENGE, act=Act.CHALLENGE,
             title=Text(en="Consent advised", fr="Consentement conseillé"),
             when=(count(without, of=without, by=by, over=day).at_least(ONE),), reason=Text(
                 en="Marketing texts without the consent that the industry asks for, in 24 h: {hits}.",
                 fr="SMS de prospection sans l'accord que demande la profession, en 24 h : {hits}.")),
        Rule(id="G-CONS", name="message-on-old-consent", mode=Mode.OBSERVE, severity=Severity.NOTICE,
             answer=Answer.CHALLENGE, act=Act.CHALLENGE,
             title=Text(en="Old consent", fr="Consentement ancien"),
             when=(count(stale, of=stale, by=by, over=day).at_least(STALE),), reason=Text(
                 en="Marketing messages on a consent more than two years old, within 24 h: {hits}.",
                 fr="Messages de prospection sur un accord de plus de deux ans, en 24 h : {hits}.")),
    ),
)  # fmt: skip
