"""A recorded, synthetic or machine-made voice that sells to people who did not agree to hear it.

Places where the law asks for consent to such voices: in writing in the United States, where a voice made by
AI counts as one. The consent covers calls and marketing and has not expired. That there is none is sure only
if the record at hand says so, or if the account says that its consents are complete; an account that sends
some is asked, and of one that sends none nothing is told.
"""

from datetime import date

from fairline.facts import Account, Call, Campaign, Channel, Consent, Direction, Purpose
from fairline.facts.consenting import covers
from fairline.law.consent_asked import wants_writing
from fairline.law.opt_in import needs_opt_in
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import at_most, both, by_law, choose, columns, count, derived, either, law, sliding
from fairline.signals.expressions import equal, first_known, known, negated

call, campaign, account = columns(Call), columns(Campaign), columns(Account)
consent = columns(Consent)

ONE_CALL = law(1, "47 CFR 64.1200(a)(2)-(3), (f)(9); FCC 24-17; CPCE art. L. 34-5; PECR reg. 19")
NO_CAMPAIGN = "-"

where = (call.called_places, call.started_at, Channel.CALL, True)
asked = both(
    equal(call.direction, Direction.OUTBOUND),
    equal(first_known(call.purpose, campaign.purpose), Purpose.MARKETING),
    call.artificial_voice,
    by_law(needs_opt_in, *where),
)
agreed = both(
    derived(covers, consent.channels, consent.purposes, Channel.CALL, Purpose.MARKETING),
    either(negated(by_law(wants_writing, *where)), consent.written),
    negated(first_known(at_most(consent.expires_at, call.started_at), False)),
)
excused = choose(known(consent.id), yes=agreed, no=choose(account.consents_complete, yes=False, no=None))
without = both(asked, negated(excused))
sent = either(known(consent.id), known(account.consents_complete))
unsure = both(asked, sent, negated(known(excused)))
by, day = (call.account, first_known(call.campaign, NO_CAMPAIGN), call.called_places), sliding(hours=24)

CLAUSE = Clause(
    id="artificial-voice", letter=Letter.A, title=Text(en="Artificial voices", fr="Voix artificielles"),
    citation=Citation(
        law="47 CFR 64.1200(a)(2)-(3), (b); FCC 24-17; CPCE art. L. 34-5; PECR 2003 reg. 19",
        url="https://www.ecfr.gov/current/title-47/section-64.1200",
        in_force=date(2013, 10, 16), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="The voice only held the line for an agent who had already joined.",
             fr="La voix ne faisait que patienter, un agent étant déjà en ligne."),
        Text(en="The consent was signed in a shop and not loaded yet.",
             fr="L'accord a été signé en boutique et pas encore chargé."),
        Text(en="The message was about an order, and sold nothing: the purpose was declared wrongly.",
             fr="Le message portait sur une commande sans rien vendre : finalité mal déclarée."),
    ),
    runbook=Text(
        en="Ask for the script and for what plays in the first ten seconds, from the flow and not by"
        " listening. Ask for the written consents of ten called numbers, with the words that the person"
        " signed.",
        fr="Demandez le script et ce qui est dit dans les dix premières secondes, d'après le scénario et sans"
        " écouter d'appel. Demandez les accords écrits pour dix numéros, avec les mots signés.",
    ),
    rules=(
        Rule(id="A-AIV", name="artificial-voice-without-consent", mode=Mode.ENFORCE, severity=Severity.MAJOR,
             answer=Answer.HOLD, act=Act.REFUSE, evidence=Evidence.A, law="opt_in_artificial_voice",
             title=Text(en="Artificial voice without consent", fr="Voix artificielle sans accord"),
             when=(count(without, of=without, by=by, over=day).at_least(ONE_CALL),), reason=Text(
                 en="Selling by an artificial voice to persons who did not consent: {hits} calls ({law}).",
                 fr="Prospection par voix artificielle sans l'accord des personnes : {hits} appels"
                 " ({law}).")),
        Rule(id="A-AIV", name="artificial-voice-unsure", mode=Mode.ENFORCE, severity=Severity.MINOR,
             answer=Answer.CHALLENGE, act=Act.CHALLENGE, law="opt_in_artificial_voice",
             title=Text(en="Artificial voice, consent not known", fr="Voix artificielle, accord inconnu"),
             when=(count(unsure, of=unsure, by=by, over=day).at_least(ONE_CALL),), reason=Text(
                 en="Selling by an artificial voice, and we know of no consent: {hits} calls ({law}).",
                 fr="Prospection par voix artificielle sans accord connu : {hits} appels ({law}).")),
    ),
)  # fmt: skip
