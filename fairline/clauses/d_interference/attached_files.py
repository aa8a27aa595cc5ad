"""Files that carry malicious code: refused one by one, and three different ones in a day restrain their user.

A scanner's verdict or a hash on a list of malware decides. The clause holds whatever the sender meant or
knew, so what follows is protective and says so: it restrains stolen accounts as well. One file is counted
once a day for a user, however often it is sent. A scanner that did not answer says nothing. What the file
shows besides (that it runs, that it is a bomb) is told by another clause.
"""

from datetime import date

from fairline.facts import File, HashList, Verdict
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import columns, count, distinct, either, equal, first_known
from fairline.signals.limits import ours, peer
from fairline.signals.windows import sliding

file = columns(File)

AUP = "Zoom, Contact Center Acceptable Use Policy, clause d"
ONE = peer(1, AUP)
THREE = ours(3, en="three different files are no slip of one attachment; D-AV of the catalogue",
             fr="trois fichiers différents ne sont pas l'oubli d'une pièce jointe : D-AV au"
                " catalogue")  # fmt: skip

malicious = either(equal(file.verdict, Verdict.MALICIOUS), equal(file.hash_list, HashList.MALWARE))
by, day = (file.account, first_known(file.user, "-")), sliding(hours=24)
files = count(malicious, of=malicious, by=by, over=day)
different = distinct(file.sha256, of=malicious, by=by, over=day)

CLAUSE = Clause(
    id="malicious-files", letter=Letter.D, title=Text(en="Malicious files", fr="Fichiers malveillants"),
    citation=Citation(
        law="Zoom, Contact Center Acceptable Use Policy, clause d; 18 U.S.C. 1030(a)(5); Code pénal art."
            " 323-3",
        url="https://explore.zoom.us/fr/trust/contactcenter-acceptable-use-policy/",
        in_force=date(2022, 2, 1), checked_on=date(2026, 11, 24),
    ),
    innocent=(
        Text(en="The user's device or account is compromised: the customer is a victim, too.",
             fr="L'appareil ou le compte de l'utilisateur est compromis : le client est lui aussi victime."),
        Text(en="A security team sends samples or the EICAR test file, with a notice or a letter.",
             fr="Une équipe de sécurité envoie des échantillons ou le fichier d'essai EICAR, avec préavis."),
        Text(en="One engine calls an installer or a macro of the customer's own malicious, others do not.",
             fr="Un seul moteur juge malveillant un installeur ou une macro du client, les autres non."),
    ),
    runbook=Text(
        en="Keep the file in quarantine; its hash, the engines' names and their versions are the evidence."
           " Ask the customer which device sent it and reset the user's credentials. Look for an announced"
           " test. Say in the notice that the restriction is protective, and lift it when the device is"
           " clean.",
        fr="Laissez le fichier en quarantaine ; son empreinte, le nom et la version des moteurs sont la"
           " preuve. Demandez au client quel appareil l'a envoyé et renouvelez les accès. Cherchez un essai"
           " annoncé. Écrivez que la restriction est protectrice, et levez-la dès que l'appareil est sain.",
    ),
    rules=(
        Rule(id="D-AV", name="malicious-file", mode=Mode.ENFORCE, severity=Severity.CRITICAL,
             answer=Answer.HOLD, act=Act.REFUSE, evidence=Evidence.A, when=(files.at_least(ONE),),
             title=Text(en="Malicious file", fr="Fichier malveillant"),
             reason=Text(en="Malicious files of {user} in 24 h, by a scanner or a list, each refused:"
                            " {hits}.",
                         fr="Fichiers malveillants de {user} en 24 h, selon un moteur ou une liste, chacun"
                            " refusé : {hits}.")),
        Rule(id="D-AV", name="three-malicious-files", mode=Mode.OBSERVE, severity=Severity.CRITICAL,
             answer=Answer.SUSPEND_NUMBER, evidence=Evidence.A, when=(different.at_least(THREE),),
             title=Text(en="Several malicious files", fr="Plusieurs fichiers malveillants"),
             reason=Text(en="{hits} different malicious files of {user} in 24 h; the limit is {limit}."
                            " Protective.",
                         fr="En 24 h, {hits} fichiers malveillants différents de {user} ; la limite est de"
                            " {limit}. Mesure de protection.")),
    ),
)  # fmt: skip
