"""Somebody guesses passwords: five wrong ones for one user in ten minutes, fifty users from one address.

After five wrong ones every further attempt for that user is asked for more (a CAPTCHA), right or wrong, until
ten minutes have gone by; nobody is locked out. For telephones the same is counted by address and line. A
failed attempt proves no account, so a spray is counted under none, over all accounts. Attempts of which
nobody knows how they ended are no failures. The account is told so as its protection, whoever guessed.
"""

from datetime import date

from fairline.facts import Access, Deed, Request
from fairline.policy import Act, Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import Unit, both, choose, columns, distinct, equal, first_known, negated, one_of, total
from fairline.signals.limits import industry, ours
from fairline.signals.windows import sliding

access, request = columns(Access), columns(Request)

FAILED = industry(5, "fail2ban: maxretry 5, findtime 10 min", fr="fail2ban : maxretry 5, findtime 10 min")
SPRAYED = ours(50, en="fifty names are a list, not a memory; D-BRU of the catalogue",
               fr="cinquante noms, c'est une liste et non une mémoire : D-BRU au catalogue")  # fmt: skip

login = one_of(access.deed, Deed.LOGIN, Deed.VOICEMAIL_PIN)
failed = both(login, negated(access.succeeded))
nobody = choose(access.succeeded, yes=access.account, no="-")
register = equal(request.method, "REGISTER")
ten_minutes = sliding(minutes=10)
line = (first_known(request.account, "-"), request.ip, request.aor)
wrong = choose(first_known(access.succeeded, True), yes=0, no=1)
wrong_line = choose(first_known(request.authenticated, True), yes=0, no=1)
of_user = total(wrong, of=login, by=(access.account, access.user), over=ten_minutes, unit=Unit.NUMBER)
of_line = total(wrong_line, of=register, by=line, over=ten_minutes, unit=Unit.NUMBER)
users = distinct(access.user, of=failed, by=(nobody, access.ip), over=ten_minutes)

CLAUSE = Clause(
    id="guessed-passwords", letter=Letter.D, title=Text(en="Guessed passwords", fr="Mots de passe devinés"),
    citation=Citation(
        law="fail2ban, jail.conf: maxretry 5, findtime 10 min; NIST SP 800-63B 5.2.2 (rate limiting)",
        url="https://github.com/fail2ban/fail2ban/blob/master/config/jail.conf",
        in_force=date(2017, 6, 22), checked_on=date(2026, 11, 24),
    ),
    innocent=(
        Text(en="A password was changed and a telephone or script still has the old one.",
             fr="Un mot de passe a changé, et un téléphone ou un script a gardé l'ancien."),
        Text(en="Somebody is back from holidays.", fr="Quelqu'un revient de vacances."),
        Text(en="A whole office behind one address lost its single sign-on.",
             fr="Tout un bureau, derrière une adresse, a perdu son authentification unique."),
    ),
    runbook=Text(
        en="See whether an attempt succeeded after the wrong ones: if so, reset the password and end the"
           " sessions first. Equal spacing is a machine. Block the address for a spray, not the accounts, and"
           " warn those whose names were tried. Say that the restriction protects the account.",
        fr="Voyez si un essai a réussi après les erreurs ; si oui, renouvelez d'abord le mot de passe et"
           " fermez les sessions. Un rythme égal trahit une machine. Contre un arrosage, bloquez l'adresse,"
           " non les comptes, et prévenez ceux dont le nom a été essayé. Dites que la restriction protège le"
           " compte.",
    ),
    rules=(
        Rule(id="D-BRU", name="guessed-password", mode=Mode.ENFORCE, severity=Severity.MAJOR,
             answer=Answer.CHALLENGE, act=Act.CHALLENGE, when=(of_user.at_least(FAILED),),
             title=Text(en="Guesses for one user", fr="Essais sur un utilisateur"),
             reason=Text(en="{hits} failed logins of {user} in 10 min; from {limit} on each attempt is asked"
                            " for more.",
                         fr="{hits} échecs de connexion de {user} en 10 min ; dès {limit}, chaque essai est"
                            " vérifié.")),
        Rule(id="D-BRU", name="guessed-telephone-password", mode=Mode.ENFORCE, severity=Severity.MAJOR,
             answer=Answer.CHALLENGE, act=Act.CHALLENGE, when=(of_line.at_least(FAILED),),
             title=Text(en="Guesses for one line", fr="Essais sur une ligne"),
             reason=Text(en="{hits} wrong passwords for {aor} from {ip} in 10 min; the limit is {limit}.",
                         fr="{hits} mots de passe faux pour {aor} depuis {ip} en 10 min ; limite {limit}.")),
        Rule(id="D-BRU", name="password-spray", mode=Mode.OBSERVE, severity=Severity.CRITICAL,
             answer=Answer.THROTTLE, act=Act.REFUSE, when=(users.at_least(SPRAYED),),
             title=Text(en="Spray over accounts", fr="Arrosage de comptes"),
             reason=Text(en="{ip} failed to log in as {hits} users in 10 min, over all accounts; the limit is"
                            " {limit}.",
                         fr="En 10 min, {ip} a échoué sous {hits} noms, tous comptes confondus ; la limite"
                            " est de {limit}.")),
    ),
)  # fmt: skip
