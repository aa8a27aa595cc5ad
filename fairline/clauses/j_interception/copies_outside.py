"""Conversations are copied to a host outside: a media fork, a webhook, mail that is sent on.

Counted per account and target over 24 hours: settings that lead outside the account and its allowed hosts,
with fewer than two people who approved them or without notice to those who are heard or read. If nobody says
how many approved, or whether there was notice, we ask. A domain younger than 30 days is refused whoever
approved it. An order of a court or authority excuses nothing here: it goes through the legal desk, never
through a setting.
"""

from datetime import date, timedelta

from fairline.facts import Change, Setting
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, columns, count, either, equal, first_known, known, less_than, negated
from fairline.signals.expressions import one_of
from fairline.signals.limits import ours
from fairline.signals.windows import sliding

change = columns(Change)

COPIES = ours(1, en="one copy is all it takes; J-FORK", fr="une seule copie suffit ; J-FORK")  # fmt: skip
APPROVALS_MIN = 2  # ours: two people besides the author
AGE_MIN = timedelta(days=30)  # ours: domains made for an attack are younger

copied = both(
    one_of(change.setting, Setting.MEDIA_FORK, Setting.WEBHOOK, Setting.MAIL_FORWARDING),
    change.outside, first_known(change.enabled, True),
)  # fmt: skip
unapproved = both(
    copied, either(less_than(change.approvals, APPROVALS_MIN), equal(change.parties_told, False))
)
unsaid = both(copied, either(negated(known(change.approvals)), negated(known(change.parties_told))))
young = both(copied, less_than(change.target_age, AGE_MIN))
by, day = (change.account, change.target), sliding(hours=24)

CLAUSE = Clause(
    id="copies-outside", letter=Letter.J,
    title=Text(en="Copies sent outside", fr="Copies vers l'extérieur"),
    citation=Citation(
        law="Zoom, Contact Center Acceptable Use Policy, clause j (interception); 18 USC 2511",
        url="https://explore.zoom.us/fr/trust/contactcenter-acceptable-use-policy/",
        in_force=date(2022, 2, 1), checked_on=date(2026, 11, 24),
    ),
    innocent=(
        Text(en="A new quality or transcription service, approved on paper.",
             fr="Un nouveau service de qualité ou de transcription, approuvé sur papier."),
        Text(en="A host of the customer's own that is not on the list yet.",
             fr="Un hôte du client lui-même, pas encore sur la liste."),
        Text(en="The provider looks into an incident at the customer's wish.",
             fr="L'opérateur analyse un incident à la demande du client."),
    ),
    runbook=Text(
        en="Find who owns the target and since when it exists. Ask for both approvals and for the notice,"
        " word for word. Stop the copy first; then say which calls it had, and to whom it must be told.",
        fr="Identifiez le titulaire de la cible et son ancienneté. Réclamez les deux approbations et le texte"
        " de l'avis. Coupez d'abord la copie ; dites ensuite quels appels elle a touchés, et qui doit le"
        " savoir.",
    ),
    rules=(
        Rule(id="J-FORK", name="copied-outside", mode=Mode.OBSERVE, severity=Severity.CRITICAL,
             answer=Answer.HOLD, act=Act.HOLD, evidence=Evidence.A,
             when=(count(unapproved, of=unapproved, by=by, over=day).at_least(COPIES),),
             title=Text(en="Copied outside unapproved", fr="Copie sans double approbation"),
             reason=Text(en="Conversations would be copied to {target} without two approvals and notice"
                            " ({hits}; limit {limit}).",
                         fr="Des conversations seraient copiées vers {target} sans double approbation ni avis"
                            " ({hits} ; limite : {limit}).")),
        Rule(id="J-FORK", name="copy-to-explain", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.CHALLENGE, act=Act.CHALLENGE,
             when=(count(unsaid, of=unsaid, by=by, over=day).at_least(COPIES),),
             title=Text(en="A copy to explain", fr="Copie à justifier"),
             reason=Text(en="Nobody says who approved the copy to {target} or who was told ({hits}; limit"
                            " {limit}).",
                         fr="Nul ne dit qui a approuvé la copie vers {target}, ni qui a été averti ({hits} ;"
                            " limite : {limit}).")),
        Rule(id="J-FORK", name="copied-to-a-new-domain", mode=Mode.OBSERVE, severity=Severity.CRITICAL,
             answer=Answer.HOLD, act=Act.REFUSE,
             when=(count(young, of=young, by=by, over=day).at_least(COPIES),),
             title=Text(en="Copied to a new domain", fr="Copie vers un domaine récent"),
             reason=Text(en="{target} has existed for less than 30 days ({hits} copies; limit {limit}).",
                         fr="{target} existe depuis moins de 30 jours (copies : {hits} ; limite :"
                            " {limit}).")),
    ),
)  # fmt: skip
