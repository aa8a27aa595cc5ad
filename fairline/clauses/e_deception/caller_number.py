"""Calls that show a number their account has no right to, or one closed to where the call comes from.

A number is the account's if it is assigned to it, or if a proof (a call back, a letter of authority) still
holds. One of another account is refused; one whose proof ran out is replaced by a number of the account's
own; of one that nobody knows an account that sends its numbers is asked. Whoever signs such a call with full
attestation says what is not so. A number of a country that closes it to calls from abroad is refused; what
roams there is for the reviewer. Whether it was meant to deceive is for a person to find out.
"""

from datetime import date

from fairline.facts import Account, Attestation, Call, Direction, Number
from fairline.law.from_abroad import shown_from_abroad
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mend, Mode, Rule, Severity, Text
from fairline.signals import at_most, both, by_law, columns, count, either, equal, first_known, law, sliding
from fairline.signals.expressions import known, negated

account, call, number = columns(Account), columns(Call), columns(Number)

NOT_ITS_OWN = law(1, "47 CFR 64.6301; ATIS-1000074; CPCE art. L. 44 V")
FROM_ABROAD = law(1, "CPCE art. L. 44 V; AGCOM 106/25/CONS; Ofcom GC C6.6; TKG § 120; Orden TDF/149/2025")

out = both(equal(call.direction, Direction.OUTBOUND), known(call.caller))
another = both(out, negated(equal(number.account, call.account)))
expired = both(
    out, equal(number.account, call.account), first_known(at_most(number.right_until, call.started_at), False)
)
sent = either(known(number.at), known(account.numbers_complete))
unknown = both(out, sent, negated(known(number.account)))
vouched = both(equal(call.signed_as, Attestation.FULL), either(another, expired))
abroad = both(out, by_law(shown_from_abroad, call.started_at, call.caller, call.origin_country))
by, day = (call.account, call.caller), sliding(hours=24)

CLAUSE = Clause(
    id="caller-number", letter=Letter.E,
    title=Text(en="Right to the number shown", fr="Droit au numéro affiché"),
    citation=Citation(
        law="47 CFR 64.6301; 47 U.S.C. 227(e); CPCE art. L. 44 V",
        url="https://www.ecfr.gov/current/title-47/section-64.6301",
        in_force=date(2021, 6, 30), checked_on=date(2026, 11, 23)),
    innocent=(
        Text(en="An outsourcer calls for a client, whose letter was not loaded yet.",
             fr="Un prestataire appelle pour un client, dont la lettre n'est pas encore chargée."),
        Text(en="A clinic shows its main number from every practice.",
             fr="Une clinique affiche son numéro principal depuis tous ses cabinets."),
        Text(en="The number is being ported in.", fr="Le numéro est en cours de portage entrant."),
        Text(en="A courier's platform masks both numbers by a range kept for that.",
             fr="Une plateforme de coursiers masque les deux numéros par une tranche prévue à cet effet.")),
    runbook=Text(
        en="Ask for the letter of authority or the bill of the number, and call the number back. Look at who"
        " set it and at what the signature vouched for. That somebody meant to deceive is shown by more than"
        " a number: ask what the calls said they were.",
        fr="Demandez la lettre d'autorisation ou la facture du numéro, et rappelez-le. Voyez qui l'a réglé et"
        " ce que la signature a garanti. Il faut plus qu'un numéro pour établir qu'on a voulu tromper :"
        " demandez pour qui ces appels se donnaient."),
    rules=(
        Rule(id="E-CLI-I", name="number-of-another", mode=Mode.ENFORCE, severity=Severity.MAJOR,
             answer=Answer.CHALLENGE, act=Act.REFUSE, evidence=Evidence.A,
             title=Text(en="Number of another account", fr="Numéro d'un autre compte"),
             when=(count(another, of=another, by=by, over=day).at_least(NOT_ITS_OWN),), reason=Text(
                 en="Calls that show {caller}, which is another account's: {hits}.",
                 fr="Appels qui affichent {caller}, numéro d'un autre compte : {hits}.")),
        Rule(id="E-CLI-I", name="number-right-expired", mode=Mode.ENFORCE, severity=Severity.MINOR,
             answer=Answer.CHALLENGE, act=Act.CHANGE, mend=Mend.SHOW_OWN_NUMBER, evidence=Evidence.A,
             title=Text(en="Right to the number ran out", fr="Droit au numéro échu"),
             when=(count(expired, of=expired, by=by, over=day).at_least(NOT_ITS_OWN),), reason=Text(
                 en="Calls that show {caller}, for which the proof ran out: {hits}.",
                 fr="Appels qui affichent {caller}, dont la preuve est échue : {hits}.")),
        Rule(id="E-CLI-I", name="number-not-known", mode=Mode.ENFORCE, severity=Severity.NOTICE,
             answer=Answer.CHALLENGE, act=Act.CHALLENGE,
             title=Text(en="Number not known", fr="Numéro inconnu"),
             when=(count(unknown, of=unknown, by=by, over=day).at_least(NOT_ITS_OWN),), reason=Text(
                 en="Calls that show {caller}, of which we do not know whose it is: {hits}.",
                 fr="Appels qui affichent {caller}, dont nous ignorons le titulaire : {hits}.")),
        Rule(id="E-CLI-I", name="number-vouched-for-wrongly", mode=Mode.ENFORCE, severity=Severity.CRITICAL,
             answer=Answer.CHALLENGE, act=Act.HOLD, evidence=Evidence.A,
             title=Text(en="Vouched for wrongly", fr="Garanti à tort"),
             when=(count(vouched, of=vouched, by=by, over=day).at_least(NOT_ITS_OWN),), reason=Text(
                 en="Calls signed A that show {caller}, to which the account has no right: {hits}.",
                 fr="Appels signés A qui affichent {caller}, sans droit du compte : {hits}.")),
        Rule(id="E-CLI-I", name="number-from-abroad", mode=Mode.ENFORCE, severity=Severity.MAJOR,
             answer=Answer.CHALLENGE, act=Act.REFUSE,
             title=Text(en="Number closed to calls from abroad", fr="Numéro fermé aux appels de l'étranger"),
             when=(count(abroad, of=abroad, by=by, over=day).at_least(FROM_ABROAD),), reason=Text(
                 en="Calls from abroad that show {caller}, which its country forbids: {hits}.",
                 fr="Appels de l'étranger qui affichent {caller}, que son pays interdit : {hits}.")),
    ),
)  # fmt: skip
