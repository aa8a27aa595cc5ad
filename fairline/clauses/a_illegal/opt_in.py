"""Telemarketing by a person to places whose law asks for the called person's consent beforehand.

The consent covers calls and marketing, names the seller, has its proof on file, is in writing where the law
wants that, and has not expired. Where the law spares customers, one who still is excuses the call. That there
is none is sure only if the record at hand says so, or if the account says that its consents are complete; an
account that sends some is asked, and of one that sends none nothing is told. Artificial voices and refusals
have their own clauses; who is a consumer is for the reviewer.
"""

from datetime import date

from fairline.facts import Account, Call, Campaign, Channel, Consent, Direction, Purpose
from fairline.facts.consenting import covers
from fairline.law.consent_asked import spares_customers, wants_writing
from fairline.law.opt_in import needs_opt_in, recommended_needs_opt_in
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import at_most, both, by_law, choose, columns, count, derived, either, law, sliding
from fairline.signals.expressions import equal, first_known, known, more_than, negated

call, campaign, account, consent = columns(Call), columns(Campaign), columns(Account), columns(Consent)

ONE_CALL = law(1, "C. conso. art. L. 223-1; UWG § 7; Telecommunicatiewet art. 11.7; PKE art. 398")
NO_CAMPAIGN = "-"
where = (call.called_places, call.started_at, Channel.CALL, False)
telemarketing = both(
    equal(call.direction, Direction.OUTBOUND),
    equal(first_known(call.purpose, campaign.purpose), Purpose.MARKETING),
    negated(first_known(call.artificial_voice, False)),
)
agreed = both(
    derived(covers, consent.channels, consent.purposes, Channel.CALL, Purpose.MARKETING),
    equal(consent.seller, first_known(call.seller, campaign.seller)),
    consent.proven,
    either(negated(by_law(wants_writing, *where)), consent.written),
    negated(first_known(at_most(consent.expires_at, call.started_at), False)),
)
customer = both(by_law(spares_customers, *where), more_than(consent.customer_until, call.started_at))
none = choose(account.consents_complete, yes=False, no=None)
excused = choose(known(consent.id), yes=either(agreed, customer), no=none)
asked = both(telemarketing, by_law(needs_opt_in, *where))
sent = either(known(consent.id), known(account.consents_complete))
without, unsure = both(asked, negated(excused)), both(asked, sent, negated(known(excused)))
doubted = by_law(recommended_needs_opt_in, *where)
uncertain = both(telemarketing, doubted, negated(first_known(excused, False)))
by, day = (call.account, first_known(call.campaign, NO_CAMPAIGN), call.called_places), sliding(hours=24)

CLAUSE = Clause(
    id="opt-in", letter=Letter.A, title=Text(en="Consent to be called", fr="Accord pour être appelé"),
    citation=Citation(
        law="C. conso. art. L. 223-1; UWG §§ 7, 7a; Telecommunicatiewet art. 11.7; PKE art. 398",
        url="https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000032227278",
        in_force=date(2009, 8, 4), checked_on=date(2026, 11, 23)),
    innocent=(
        Text(en="The person has a contract in progress, and the call was about it.",
             fr="La personne a un contrat en cours, et l'appel le concernait."),
        Text(en="A business was called, where the law asks for consumers' consent only.",
             fr="On appelait une entreprise, là où seul le consommateur doit avoir consenti."),
        Text(en="The consent was given to the client for whom the account calls, under another name.",
             fr="L'accord a été donné au client pour qui le compte appelle, sous un autre nom."),
    ),
    runbook=Text(
        en="Ask for the consent of ten of these calls: text, version, day, address, seller. A list that was"
        " bought names the seller rarely. Then ask on which contract or purchase the others relied.",
        fr="Demandez l'accord pour dix de ces appels : texte, version, jour, adresse, vendeur. Une liste"
        " achetée nomme rarement le vendeur. Demandez ensuite sur quel contrat reposaient les autres.",
    ),
    rules=(
        Rule(
            id="A-OPT", name="called-without-consent", mode=Mode.ENFORCE, severity=Severity.MAJOR,
            answer=Answer.HOLD, act=Act.REFUSE, evidence=Evidence.A, law="opt_in_calls",
            title=Text(en="Called without consent", fr="Appelé sans accord"),
            when=(count(without, of=without, by=by, over=day).at_least(ONE_CALL),), reason=Text(
                en="Calls to persons who did not consent, where the law asks for it: {hits} ({law}).",
                fr="Appels à des personnes sans leur accord, que la loi exige : {hits} ({law}).")),
        Rule(
            id="A-OPT", name="consent-not-known", mode=Mode.ENFORCE, severity=Severity.MINOR,
            answer=Answer.CHALLENGE, act=Act.CHALLENGE, law="opt_in_calls",
            title=Text(en="Consent not known", fr="Accord inconnu"),
            when=(count(unsure, of=unsure, by=by, over=day).at_least(ONE_CALL),), reason=Text(
                en="Calls where the law asks for consent and we know of none: {hits} ({law}).",
                fr="Appels là où la loi exige un accord, sans que nous en connaissions : {hits} ({law}).")),
        Rule(
            id="A-OPT", name="consent-recommended", mode=Mode.ENFORCE, severity=Severity.NOTICE,
            answer=Answer.OBSERVE, law="opt_in_calls",
            title=Text(en="Consent, law unsure", fr="Accord, loi incertaine"),
            when=(count(uncertain, of=uncertain, by=by, over=day).at_least(ONE_CALL),), reason=Text(
                en="Calls without known consent where a code or an unsure law asks for it: {hits} ({law}).",
                fr="Appels sans accord connu, qu'un code ou une loi incertaine demande : {hits} ({law}).")),
    ),
)  # fmt: skip
