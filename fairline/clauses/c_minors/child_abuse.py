"""A file is on a list of child abuse material: known by its hash alone, and never looked at.

The file is refused and kept from everybody but two trained persons. One is enough. Without a user's id the
account's files without one are taken together. A list is compared without viewing; there is no duty to search
(18 U.S.C. 2258A(f), Regulation (EU) 2022/2065 art. 8), and what is in a file is never described here.
"""

from datetime import date

from fairline.facts import File, HashList
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import columns, count, equal, first_known
from fairline.signals.limits import law
from fairline.signals.windows import sliding

file = columns(File)

ONE = law(1, "18 U.S.C. 2252A, 2258A; Directive 2011/93/EU art. 5: one file is a crime",
          fr="18 U.S.C. 2252A, 2258A ; directive 2011/93/UE, art. 5 : un seul fichier est un"
             " crime")  # fmt: skip

listed = equal(file.hash_list, HashList.CHILD_ABUSE)
by = (file.account, first_known(file.user, "-"))
files = count(listed, of=listed, by=by, over=sliding(days=7))

CLAUSE = Clause(
    id="child-abuse-material", letter=Letter.C,
    title=Text(en="Child abuse material", fr="Images d'abus sur des enfants"),
    citation=Citation(
        law="18 U.S.C. 2258A as amended by the REPORT Act, Pub. L. 118-59; Regulation (EU) 2022/2065 art. 18",
        url="https://www.law.cornell.edu/uscode/text/18/2258A",
        in_force=date(2024, 5, 7), checked_on=date(2026, 11, 24),
    ),
    innocent=(
        Text(en="The user received it unasked and reported it, or the account is a hotline that takes"
                " reports.",
             fr="L'utilisateur l'a reçu sans le vouloir et l'a signalé, ou le compte est un point de"
                " contact."),
        Text(en="The user's credentials were stolen; the restriction protects them as well.",
             fr="Les accès de l'utilisateur ont été volés ; la restriction le protège aussi."),
        Text(en="The list holds a hash by mistake: the report's recipient can tell, we cannot.",
             fr="La liste contient une empreinte par erreur : le destinataire du rapport le dira, pas nous."),
    ),
    runbook=Text(
        en="Never open, copy or forward the file. Only two trained persons have access. Report it to the"
           " NCMEC CyberTipline as soon as reasonably possible (18 U.S.C. 2258A(a)), in the EU to the"
           " national authority and hotline (art. 18 DSA), and preserve it for one year (2258A(h)) [verify:"
           " both from memory in the law data]. Hash scanning of messages in the EU needs a derogation in"
           " force: Regulation (EU) 2026/1881, 2026-07-31 to 2028-04-03. Tell the police, and the"
           " customer only once they clear it. The evidence is the hash's id and the list's version.",
        fr="N'ouvrez, ne copiez, ne transmettez jamais le fichier. Deux personnes formées y ont seules accès."
           " Signalez au plus vite au CyberTipline du NCMEC (18 U.S.C. 2258A(a)) et, dans l'Union, à"
           " l'autorité et au point de contact nationaux (art. 18 du DSA) ; conservez un an (2258A(h)) [à"
           " vérifier : cité de mémoire]. Comparer les empreintes de messages dans l'Union exige une"
           " dérogation en vigueur : le règlement (UE) 2026/1881, du 2026-07-31 au 2028-04-03."
           " Prévenez la police, et le client seulement avec son accord. La preuve :"
           " l'identifiant de l'empreinte et la version de la liste.",
    ),
    rules=(
        Rule(id="C-CSAM", name="child-abuse-file", mode=Mode.ENFORCE, severity=Severity.CRITICAL,
             answer=Answer.SUSPEND_SERVICE, act=Act.REFUSE, evidence=Evidence.A,
             when=(files.at_least(ONE),),
             title=Text(en="A file on the list", fr="Un fichier inscrit sur la liste"),
             reason=Text(en="Files of this user are on a list of child abuse material, by hash: {hits}.",
                         fr="Des fichiers de cet utilisateur figurent, par leur empreinte, sur une liste"
                            " d'images d'abus sur des enfants : {hits}.")),
    ),
)  # fmt: skip
