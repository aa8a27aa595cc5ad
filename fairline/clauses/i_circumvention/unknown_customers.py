"""A customer who cannot be known: no valid registration, no answer to a traceback, an address that is none.

Counted per account over 30 days. The law asks the provider to know who its customers are and keep out those
who place illegal calls; a void registration and a refused traceback are its own terms. A mail drop or shell
is lawful in itself and its limit is ours. What nobody checked is not counted.
"""

from datetime import date

from fairline.facts import Complaint, ComplaintSource, Vetting
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, columns, count, equal, law, ours, sliding

vetting, complaint = columns(Vetting), columns(Complaint)

VOID = law(1, "47 CFR 64.1200(n)(4), 64.6305: customers that are providers must be registered",
           fr="47 CFR 64.1200(n)(4), 64.6305 : un client opérateur doit être inscrit")  # fmt: skip
REFUSED = law(1, "47 CFR 64.1200(n)(1), (n)(4): tracebacks are answered within 24 hours",
              fr="47 CFR 64.1200(n)(1), (n)(4) : réponse sous 24 heures aux demandes de traçage")  # fmt: skip
DROPS = ours(1, en="an address at which nobody can be found; I-CIR-09",
             fr="une adresse où l'on ne trouve personne ; I-CIR-09")  # fmt: skip

month = sliding(days=30)
no_answer = both(equal(complaint.source, ComplaintSource.TRACEBACK), complaint.refused)
void = count(vetting.registration_void, of=vetting.registration_void, by=vetting.account, over=month)
drops = count(vetting.mail_drop, of=vetting.mail_drop, by=vetting.account, over=month)
refused = count(no_answer, of=no_answer, by=complaint.account, over=month)

CLAUSE = Clause(
    id="unknown-customers", letter=Letter.I, title=Text(en="Unknown customers", fr="Clients inconnus"),
    citation=Citation(
        law="47 CFR 64.1200(n)(1), (n)(4); 47 CFR 64.6305",
        url="https://www.ecfr.gov/current/title-47/section-64.1200",
        in_force=date(2021, 5, 6), checked_on=date(2026, 11, 24),
    ),
    innocent=(
        Text(en="A home business that keeps its address private.",
             fr="Une entreprise à domicile qui protège son adresse."),
        Text(en="The registration lapsed by mistake and is being renewed.",
             fr="L'inscription a expiré par oubli et se renouvelle."),
        Text(en="The traceback went to the wrong party, or did not arrive.",
             fr="La demande de traçage s'est trompée de destinataire ou n'est pas arrivée."),
    ),
    runbook=Text(
        en="Look up the registration by its number and day. Ask for the owners, a bill to the address and a"
        " person who answers. Read the traceback and when it was sent to whom. What is made good within the"
        " cure period ends the case; who will not say who they are is not taken on.",
        fr="Consultez l'inscription par son numéro et sa date. Demandez les bénéficiaires, un justificatif de"
        " l'adresse et un interlocuteur. Relisez la demande de traçage : à qui, quand ? Ce qui est régularisé"
        " dans le délai clôt le dossier ; qui refuse de se faire connaître n'est pas admis.",
    ),
    rules=(
        Rule(id="I-CIR-09", name="registration-void", mode=Mode.ENFORCE, severity=Severity.MAJOR,
             answer=Answer.HOLD, act=Act.HOLD, evidence=Evidence.A, when=(void.at_least(VOID),),
             title=Text(en="No valid registration", fr="Inscription non valable"),
             reason=Text(en="The registration with the authority is void or missing ({hits} checks; limit"
                            " {limit}).",
                         fr="L'inscription auprès de l'autorité est nulle ou absente (vérifications :"
                            " {hits} ; limite : {limit}).")),
        Rule(id="I-CIR-09", name="traceback-refused", mode=Mode.ENFORCE, severity=Severity.MAJOR,
             answer=Answer.HOLD, evidence=Evidence.A, when=(refused.at_least(REFUSED),),
             title=Text(en="A traceback refused", fr="Un traçage refusé"),
             reason=Text(en="The account refused to answer tracebacks ({hits} in 30 days; limit {limit}).",
                         fr="Le compte a refusé de répondre à un traçage ({hits} en 30 jours ; limite :"
                            " {limit}).")),
        Rule(id="I-CIR-09", name="mail-drop", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.HOLD, act=Act.HOLD, when=(drops.at_least(DROPS),),
             title=Text(en="Nobody at the address", fr="Personne à l'adresse"),
             reason=Text(en="The address is a mail drop or the company a shell ({hits} checks; limit"
                            " {limit}).",
                         fr="L'adresse est une boîte aux lettres, ou la société une coquille (vérifications :"
                            " {hits} ; limite : {limit}).")),
    ),
)  # fmt: skip
