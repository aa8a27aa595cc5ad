"""Marketing messages to people who did not agree to them, where the law wants consent beforehand.

The consent must name channel, purpose and seller, be proven, and not come from a bought list. That there is
none is certain only where the account says that its consents are complete; else the account is asked first. A
customer is spared for as long as the account's own record says so. Whether a proof says what it must, a
reviewer reads.
"""

from datetime import date

from fairline.facts import Account, Campaign, Consent, ConsentSource, Direction, Message, Purpose
from fairline.facts.choices import is_among
from fairline.law.opt_in import needs_opt_in
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import at_least, both, by_law, columns, count, derived, either, equal, law, sliding
from fairline.signals.expressions import first_known, known, less_than, negated

message, campaign = columns(Message), columns(Campaign)
account, consent = columns(Account), columns(Consent)

ONE = law(1, "Directive 2002/58/EC art. 13; UWG § 7, § 7a; 47 CFR 64.1200(a)(2); CASL s. 6")

purpose, at = first_known(message.purpose, campaign.purpose), message.sent_at
seller = first_known(message.seller, campaign.seller)
marketing = both(
    equal(message.direction, Direction.OUTBOUND), equal(purpose, Purpose.MARKETING),
    negated(first_known(at_least(consent.customer_until, at), False)),
    by_law(needs_opt_in, message.recipient_places, at, message.channel, False),
)  # fmt: skip
none = both(negated(known(consent.at)), account.consents_complete)
named = (derived(is_among, message.channel, consent.channels), derived(is_among, purpose, consent.purposes))
outside = both(known(consent.at), either(
    *map(negated, (*named, consent.proven, equal(consent.seller, seller))),
    equal(consent.source, ConsentSource.PURCHASED), less_than(consent.expires_at, at),
))  # fmt: skip
shown = both(known(consent.seller), *named, consent.proven)
doubted = negated(either(*(first_known(each, False) for each in (none, outside, shown))))
by, day = (message.account, first_known(message.sender, "")), sliding(hours=24)
without, beyond, unclear = (both(marketing, each) for each in (none, outside, doubted))

CLAUSE = Clause(
    id="consents", letter=Letter.G, title=Text(en="Messages without consent", fr="Envois sans consentement"),
    citation=Citation(
        law="Directive 2002/58/EC, art. 13; CPCE, art. L. 34-5", in_force=date(2003, 10, 31),
        url="https://eur-lex.europa.eu/eli/dir/2002/58/oj", checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="The double opt-in itself: one message that asks to confirm.",
             fr="Le double consentement lui-même : un seul message, qui demande de confirmer."),
        Text(en="Consents moved to a new system and have not all arrived.",
             fr="Les consentements migrent vers un autre système et ne sont pas tous arrivés."),
        Text(en="The recipient is a customer and the product is like the one bought.",
             fr="Le destinataire est client et le produit ressemble à celui qu'il a acheté."),
    ),
    runbook=Text(
        en="Ask for ten proofs of consent drawn at random, within 48 hours: text, version, time, address."
        " Look at the archived page of the form, and for a list, at the invoice and the chain back to the"
        " person.",
        fr="Demandez sous 48 heures dix preuves de consentement tirées au sort : texte, version, horodatage,"
        " adresse. Regardez la page de formulaire archivée et, pour une liste, la facture et la chaîne"
        " jusqu'à la personne.",
    ),
    rules=(
        Rule(id="G-CONS", name="message-without-consent", mode=Mode.ENFORCE, severity=Severity.MAJOR,
             answer=Answer.CHALLENGE, act=Act.REFUSE, evidence=Evidence.A,
             title=Text(en="No consent", fr="Aucun consentement"),
             when=(count(without, of=without, by=by, over=day).at_least(ONE),), reason=Text(
                 en="Marketing messages to people who had given no consent, within 24 h: {hits}.",
                 fr="Messages de prospection sans consentement du destinataire, en 24 h : {hits}.")),
        Rule(id="G-CONS", name="message-outside-consent", mode=Mode.ENFORCE, severity=Severity.MAJOR,
             answer=Answer.CHALLENGE, act=Act.REFUSE, evidence=Evidence.A,
             title=Text(en="Consent to something else", fr="Consentement à autre chose"),
             when=(count(beyond, of=beyond, by=by, over=day).at_least(ONE),), reason=Text(
                 en="Marketing messages beyond the consent (another channel, purpose or seller, expired,"
                 " bought or unproven), within 24 h: {hits}.",
                 fr="Messages de prospection hors du consentement (autre canal, finalité ou vendeur, accord"
                 " expiré, acheté ou non prouvé), en 24 h : {hits}.")),
        Rule(id="G-CONS", name="message-consent-unclear", mode=Mode.ENFORCE, severity=Severity.NOTICE,
             answer=Answer.CHALLENGE, act=Act.CHALLENGE,
             title=Text(en="Consent not shown", fr="Consentement non établi"),
             when=(count(unclear, of=unclear, by=by, over=day).at_least(ONE),), reason=Text(
                 en="Marketing messages with no consent on record that shows its scope, in 24 h: {hits}.",
                 fr="Messages de prospection sans consentement connu ou précis, en 24 h : {hits}.")),
    ),
)  # fmt: skip
