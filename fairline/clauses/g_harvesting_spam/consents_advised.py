"""Marketing messages without the consent that codes or unsure law ask for, and on consents grown old.

Where only a code of conduct, or a law we are not sure of, wants consent, a message without one that is shown
is asked about and never refused. No law says how old a consent may be, so old ones are only observed.
"""

from datetime import date, timedelta

from fairline.facts import Campaign, Consent, Direction, Message, Purpose
from fairline.facts.choices import is_among
from fairline.law.opt_in import needs_opt_in, recommended_needs_opt_in
from fairline.policy import Act, Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import at_least, both, by_law, columns, count, derived, either, industry, ours, sliding
from fairline.signals.expressions import elapsed, equal, first_known, more_than, negated

message, campaign, consent = columns(Message), columns(Campaign), columns(Consent)

ONE = industry(1, "codes of conduct, and laws of low confidence, that ask for consent beforehand",
               fr="codes de conduite et textes incertains qui demandent un accord préalable")  # fmt: skip
STALE = ours(1, en="who agreed more than two years ago may have forgotten it",
             fr="un accord de plus de deux ans a pu être oublié")  # fmt: skip
OLD = timedelta(days=730)

purpose, at = first_known(message.purpose, campaign.purpose), message.sent_at
marketing = both(
    equal(message.direction, Direction.OUTBOUND), equal(purpose, Purpose.MARKETING),
    negated(first_known(at_least(consent.customer_until, at), False)),
)  # fmt: skip
asked = (message.recipient_places, at, message.channel, False)
binds = first_known(by_law(needs_opt_in, *asked), False)
advised = by_law(recommended_needs_opt_in, *asked)
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
        url="https://www.ctia.org/the-wireless-industry/industry-commitments/messaging-interoperability-sms-mms",
        in_force=date(2023, 5, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="The person has used the service all along, so the consent is alive.",
             fr="La personne n'a cessé d'utiliser le service : son accord reste vivant."),
        Text(en="The code does not bind this trade or this kind of recipient.",
             fr="Le code ne lie ni ce métier ni ce type de destinataire."),
    ),
    runbook=Text(
        en="Ask which code or law the account follows in each country it writes to, and when people were last"
        " asked. Propose to renew the oldest consents; nothing is refused for this alone.",
        fr="Demandez quel code ou quel texte le compte suit dans chaque pays où il écrit, et quand l'accord a"
        " été redemandé pour la dernière fois. Proposez de renouveler les plus anciens ; rien n'est refusé"
        " pour cela seul.",
    ),
    rules=(
        Rule(id="G-CONS", name="message-consent-advised", mode=Mode.ENFORCE, severity=Severity.NOTICE,
             answer=Answer.CHALLENGE, act=Act.CHALLENGE,
             title=Text(en="Consent advised", fr="Consentement conseillé"),
             when=(count(without, of=without, by=by, over=day).at_least(ONE),), reason=Text(
                 en="Marketing messages without the consent that codes or unsure law want, in 24 h: {hits}.",
                 fr="Messages de prospection sans l'accord que les codes conseillent, en 24 h : {hits}.")),
        Rule(id="G-CONS", name="message-on-old-consent", mode=Mode.OBSERVE, severity=Severity.NOTICE,
             answer=Answer.CHALLENGE, act=Act.CHALLENGE,
             title=Text(en="Old consent", fr="Consentement ancien"),
             when=(count(stale, of=stale, by=by, over=day).at_least(STALE),), reason=Text(
                 en="Marketing messages on a consent more than two years old, within 24 h: {hits}.",
                 fr="Messages de prospection sur un accord de plus de deux ans, en 24 h : {hits}.")),
    ),
)  # fmt: skip
