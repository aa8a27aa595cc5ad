"""Who a customer says it is: a seller of telecommunications, or one that calls for others.

Each look at who the customer is, at the start and once a year. A sector code or a website says whom to ask
and no more: an operator's own customer service is no resale, and an outsourcer calls for its clients
lawfully; each is asked for the agreement that says so. Not asked again: an account that is on file as a
reseller, or that has an agreement on resale, or for outsourcers on clients, signed by both.
"""

from datetime import date

from fairline.facts import Account, Permit, Vetting
from fairline.law.sectors import in_sector
from fairline.policy import Act, Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text, agreed
from fairline.signals import both, columns, count, derived, either, first_known, negated, ours, sliding

vetting, account = columns(Vetting), columns(Account)

ONCE = ours(1, en="the answer itself is enough to ask", fr="la réponse suffit à poser la question")

resells = either(first_known(account.reseller, False), agreed(Permit.RESALE, at=vetting.at))
telecom = both(derived(in_sector, vetting.sectors, "telecom_resale"), negated(resells))
shop = both(vetting.sells_lines, negated(resells))
for_others = both(
    derived(in_sector, vetting.sectors, "call_centers"), negated(resells),
    negated(agreed(Permit.CLIENTS, at=vetting.at)),
)  # fmt: skip
by, day = vetting.account, sliding(hours=24)
telecoms = count(telecom, of=telecom, by=by, over=day)
shops = count(shop, of=shop, by=by, over=day)
outsourcers = count(for_others, of=for_others, by=by, over=day)

CLAUSE = Clause(
    id="resale-customers", letter=Letter.K,
    title=Text(en="Customers that may resell", fr="Clients susceptibles de revendre"),
    citation=Citation(
        law="Zoom, Contact Center Acceptable Use Policy, clause k (no resale)",
        url="https://explore.zoom.us/fr/trust/contactcenter-acceptable-use-policy/",
        in_force=date(2022, 2, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="An operator's own customer service, for its own customers.",
             fr="Le service client d'un opérateur, pour ses propres abonnés."),
        Text(en="An outsourcer that calls for its clients in their name.",
             fr="Un prestataire qui appelle pour ses clients et en leur nom."),
        Text(en="A company of a group that buys for all of it.",
             fr="Une société qui achète pour tout son groupe."),
        Text(en="A sector code that was never brought up to date.",
             fr="Un code d'activité jamais mis à jour."),
    ),
    runbook=Text(
        en="Ask in writing who uses the service and who pays whom. Look at the website, the register of"
        " companies and the group's chart. If it serves others, propose the agreement that allows it, with"
        " the duties that go with it (registration, traceback within a day); 14 days to answer.",
        fr="Demandez par écrit qui utilise le service et qui paie qui. Consultez le site, le registre des"
        " sociétés et l'organigramme du groupe. S'il sert des tiers, proposez l'accord qui le permet, avec"
        " les obligations qui en découlent (inscription, traçage sous un jour) ; 14 jours pour répondre.",
    ),
    rules=(
        Rule(id="K-KYC", name="telecom-sector-without-agreement", mode=Mode.OBSERVE, severity=Severity.MINOR,
             act=Act.CHALLENGE, answer=Answer.CHALLENGE, when=(telecoms.at_least(ONCE),),
             title=Text(en="Telecommunications", fr="Télécommunications"),
             reason=Text(
                 en="The customer's sector is telecommunications and no agreement on resale is on file"
                 " (answers in 24 h: {hits}; limit: {limit}).",
                 fr="Le client est du secteur des télécommunications, sans accord de revente au dossier"
                 " (réponses en 24 h : {hits} ; limite : {limit}).")),
        Rule(id="K-KYC", name="sells-lines-without-agreement", mode=Mode.OBSERVE, severity=Severity.MINOR,
             act=Act.CHALLENGE, answer=Answer.CHALLENGE, when=(shops.at_least(ONCE),),
             title=Text(en="Sells lines", fr="Vend des lignes"),
             reason=Text(
                 en="The customer's website sells lines or minutes and no agreement on resale is on file"
                 " (answers in 24 h: {hits}; limit: {limit}).",
                 fr="Le site du client vend des lignes ou des minutes, sans accord de revente au dossier"
                 " (réponses en 24 h : {hits} ; limite : {limit}).")),
        Rule(id="K-KYC", name="calls-for-others-without-agreement", mode=Mode.OBSERVE,
             severity=Severity.NOTICE, act=Act.CHALLENGE, answer=Answer.CHALLENGE,
             when=(outsourcers.at_least(ONCE),),
             title=Text(en="Calls for others", fr="Appelle pour des tiers"),
             reason=Text(
                 en="The customer is a call center and no agreement on its clients is on file (answers in"
                 " 24 h: {hits}; limit: {limit}).",
                 fr="Le client est un centre d'appels, sans accord sur ses propres clients au dossier"
                 " (réponses en 24 h : {hits} ; limite : {limit}).")),
    ),
)  # fmt: skip
