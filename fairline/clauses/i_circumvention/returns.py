"""A suspended customer comes back under another name.

Counted per pair of accounts over 30 days: kinds of link to an account that was suspended or terminated no
more than 30 days before this one was opened (before the link was seen, if nobody says when it was). A card,
an owner, a device, a script, or half of the numbers called are links. A name or address that is alike counts
for one kind however many of the two are; with it we only ask.
"""

from datetime import date, timedelta
from decimal import Decimal

from fairline.facts import Account, Link, LinkedBy
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import at_least, at_most, both, choose, columns, distinct, either, elapsed, equal
from fairline.signals.expressions import first_known, one_of
from fairline.signals.limits import ours
from fairline.signals.windows import sliding

link, account = columns(Link), columns(Account)

KINDS = ours(2, en="one kind of link never joins accounts; I-CIR-02",
             fr="un seul type de lien ne réunit jamais deux comptes ; I-CIR-02")  # fmt: skip
AFTER_MAX = timedelta(days=30)  # ours: who comes back at all comes back soon
OVERLAP, ALIKE = Decimal("0.5"), Decimal("0.9")  # ours: half of the numbers; as good as the same name

since = elapsed(link.other_sanctioned_at, first_known(account.opened_at, link.at))
soon = both(at_least(since, timedelta(0)), at_most(since, AFTER_MAX))
same = either(
    one_of(link.attribute, LinkedBy.PAYMENT_INSTRUMENT, LinkedBy.BENEFICIAL_OWNER, LinkedBy.DEVICE,
           LinkedBy.SCRIPT),
    both(equal(link.attribute, LinkedBy.DESTINATIONS), at_least(link.overlap, OVERLAP)),
)  # fmt: skip
described = one_of(link.attribute, LinkedBy.NAME, LinkedBy.ADDRESS)
alike = either(same, both(described, at_least(link.overlap, ALIKE)))
pair, month = (link.account, link.other), sliding(days=30)
kinds = distinct(link.attribute, of=both(same, soon), by=pair, over=month)
likenesses = distinct(
    choose(described, yes=LinkedBy.NAME, no=link.attribute), of=both(alike, soon), by=pair, over=month
)

CLAUSE = Clause(
    id="returns", letter=Letter.I,
    title=Text(en="Back after suspension", fr="De retour après suspension"),
    citation=Citation(
        law="Zoom, Contact Center Acceptable Use Policy, clause i (circumvention)",
        url="https://explore.zoom.us/fr/trust/contactcenter-acceptable-use-policy/",
        in_force=date(2022, 2, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="The new owner of a business bought its devices and its customers' numbers.",
             fr="Un repreneur a racheté le matériel et le fichier de clients."),
        Text(en="A franchise or group pays for all its shops with one card.",
             fr="Une franchise ou un groupe règle tous ses magasins avec la même carte."),
        Text(en="Two callers of one outsourcer, or of one seller, share list and script.",
             fr="Deux sous-traitants d'un même vendeur partagent liste et argumentaire."),
    ),
    runbook=Text(
        en="See each link by itself: what is shared, since when, how many other accounts share it too. Read"
        " why the other account was suspended and whether it appealed. Ask the new customer who owns and runs"
        " it. One link is a coincidence until the second stands by itself.",
        fr="Examinez chaque lien séparément : ce qui est partagé, depuis quand, par combien d'autres comptes."
        " Relisez le motif de la suspension et l'éventuel recours. Demandez au nouveau client qui le possède"
        " et qui le dirige. Un lien reste une coïncidence tant qu'un second ne tient pas tout seul.",
    ),
    rules=(
        Rule(
            id="I-CIR-02", name="returned-after-sanction", mode=Mode.OBSERVE, severity=Severity.CRITICAL,
            answer=Answer.HOLD, act=Act.HOLD, when=(kinds.at_least(KINDS),),
            title=Text(en="Same customer, new account", fr="Même client, nouveau compte"),
            reason=Text(
                en="{hits} kinds of link to account {other}, suspended shortly before; the limit is {limit}.",
                fr="{hits} types de lien avec le compte {other}, suspendu peu auparavant ; limite : {limit}.",
            ),
        ),
        Rule(
            id="I-CIR-02", name="may-have-returned", mode=Mode.OBSERVE, severity=Severity.MINOR,
            answer=Answer.CHALLENGE, act=Act.CHALLENGE, evidence=Evidence.D,
            when=(likenesses.at_least(KINDS),),
            title=Text(en="Perhaps the same customer", fr="Peut-être le même client"),
            reason=Text(
                en="{hits} kinds of link or likeness to account {other}, suspended shortly before; the limit"
                " is {limit}.",
                fr="{hits} types de lien ou de ressemblance avec le compte {other}, suspendu peu auparavant ;"
                " limite : {limit}.",
            ),
        ),
    ),
)  # fmt: skip
