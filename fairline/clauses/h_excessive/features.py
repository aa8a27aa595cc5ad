"""A feature used that the plan does not have: predictive dialing, the interface for programs, bulk
messages.

Each use in any 24 hours. What a plan has is on the account's record; where that is not said, nothing is
known and nothing is counted. A campaign's mode is that of its record at the call. A dialer may be agreed on
apart from the plan, signed by both. The act is refused, which is no sanction: the plan does not have it,
and another does.
"""

from datetime import date

from fairline.facts import Access, Account, Call, Campaign, Channel, Deed, Direction, Message, Permit
from fairline.facts.amounts import lacks
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.policy.agreements import agreed
from fairline.signals import both, columns, contract, count, derived, equal, negated, sliding

call, access, message = columns(Call), columns(Access), columns(Message)
account, campaign = columns(Account), columns(Campaign)

ONCE = contract(1, en="the plan does not have it", fr="l'offre ne le comprend pas")

predictive = both(
    equal(call.direction, Direction.OUTBOUND), equal(campaign.mode, "predictive"),
    derived(lacks, account.features, "predictive-dialer"), negated(agreed(Permit.DIALER, at=call.started_at)),
)  # fmt: skip
by_program = both(equal(access.deed, Deed.REQUEST), derived(lacks, account.features, "api"))
in_bulk = both(
    equal(message.direction, Direction.OUTBOUND), equal(message.channel, Channel.SMS),
    derived(lacks, account.features, "bulk-sms"),
)  # fmt: skip
day = sliding(hours=24)
predictive_calls = count(predictive, of=predictive, by=(call.account, call.campaign), over=day)
requests = count(by_program, of=by_program, by=(access.account, access.token), over=day)
bulk_messages = count(in_bulk, of=in_bulk, by=(message.account, message.campaign), over=day)

CLAUSE = Clause(
    id="features", letter=Letter.H,
    title=Text(en="Features of another plan", fr="Fonctions d'une autre offre"),
    citation=Citation(
        law="RingCentral, Reasonable Use Policy, summary of changes of June 2010: no predictive dialing",
        url="https://www.ringcentral.com/legal/policies/reasonable-use/summaryofchanges0610.html",
        in_force=date(2010, 6, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="The plan was changed and its record was not.",
             fr="L'offre a changé, mais pas encore sa fiche."),
        Text(en="The provider gave it for a trial.", fr="L'opérateur l'a accordé à l'essai."),
        Text(en="A partner's program signs in with the customer's token.",
             fr="Le programme d'un partenaire se sert du jeton du client."),
    ),
    runbook=Text(
        en="Compare the account's record with the contract and what was sold. Was the feature ever on, and"
        " who switched it on? Offer the plan that has it; nothing more than the act itself is withheld"
        " meanwhile.",
        fr="Comparez la fiche du compte au contrat et à ce qui a été vendu. La fonction a-t-elle été"
        " ouverte, et par qui ? Proposez l'offre qui la comprend ; d'ici là, on ne refuse rien d'autre que"
        " l'acte lui-même.",
    ),
    rules=(
        Rule(id="H-PLAN", name="predictive-dialing-not-in-plan", mode=Mode.ENFORCE, severity=Severity.MINOR,
             evidence=Evidence.A, act=Act.REFUSE, answer=Answer.CHALLENGE,
             when=(predictive_calls.at_least(ONCE),),
             title=Text(en="Predictive dialing", fr="Numérotation prédictive"), reason=Text(
                 en="Campaign {campaign} dialed predictively, which the plan does not have (calls in 24 h:"
                 " {hits}; limit: {limit}).",
                 fr="La campagne {campaign} a composé en prédictif, que l'offre ne comprend pas (appels en"
                 " 24 h : {hits} ; limite : {limit}).")),
        Rule(id="H-PLAN", name="api-not-in-plan", mode=Mode.ENFORCE, severity=Severity.MINOR,
             evidence=Evidence.A, act=Act.REFUSE, answer=Answer.CHALLENGE, when=(requests.at_least(ONCE),),
             title=Text(en="Interface for programs", fr="Interface de programmation"), reason=Text(
                 en="Token {token} made requests, which the plan does not have (in 24 h: {hits}; limit:"
                 " {limit}).",
                 fr="Le jeton {token} a fait des requêtes, que l'offre ne comprend pas (en 24 h : {hits} ;"
                 " limite : {limit}).")),
        Rule(id="H-PLAN", name="bulk-messages-beyond-plan", mode=Mode.ENFORCE, severity=Severity.MINOR,
             evidence=Evidence.A, act=Act.REFUSE, answer=Answer.CHALLENGE,
             when=(bulk_messages.at_least(ONCE),),
             title=Text(en="Bulk messages", fr="Messages en nombre"), reason=Text(
                 en="Campaign {campaign} sent messages, which the plan does not have (in 24 h: {hits};"
                 " limit: {limit}).",
                 fr="La campagne {campaign} a envoyé des SMS, que l'offre ne comprend pas (en 24 h : {hits} "
                 "; limite : {limit}).")),
    ),
)  # fmt: skip
