"""Files that nobody called malicious but whose shape is: programs, false types, bombs, sealed archives.

Each is refused by itself and goes to quarantine; none is proof of anything. An archive is a bomb if it nests
deeper than five levels or unpacks to more than a hundred times its size; it is sealed if it is encrypted and
its sender never sent a file before. A file that is on none of these counts nowhere.
"""

from datetime import date

from fairline.facts import File
from fairline.policy import Act, Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, columns, count, either, first_known, more_than
from fairline.signals.limits import ours
from fairline.signals.windows import sliding

file = columns(File)

DEPTH_MAX, EXPANSION_MAX = 5, 100  # ours: an honest archive is seldom nested twice or 20 times its size
ONE = ours(1, en="each file is judged by itself; D-AV of the catalogue",
           fr="chaque fichier est jugé pour lui-même : D-AV au catalogue")  # fmt: skip

runs = either(file.executable, file.type_mismatch)
bomb = either(more_than(file.depth, DEPTH_MAX), more_than(file.expansion, EXPANSION_MAX))
sealed = both(file.encrypted, file.new_sender)
by, day = (file.account, first_known(file.user, "-")), sliding(hours=24)

CLAUSE = Clause(
    id="doubtful-files", letter=Letter.D, title=Text(en="Doubtful files", fr="Fichiers douteux"),
    citation=Citation(
        law="Zoom, Contact Center Acceptable Use Policy, clause d; CWE-409 (data amplification), CWE-434",
        url="https://cwe.mitre.org/data/definitions/409.html",
        in_force=date(2022, 2, 1), checked_on=date(2026, 11, 24),
    ),
    innocent=(
        Text(en="A support desk sends its own tool or script to a customer who asked for it.",
             fr="Un service d'assistance envoie son outil ou son script à un client qui l'a demandé."),
        Text(en="A log or a table of zeros compresses a thousand times.",
             fr="Un journal ou un tableau de zéros se compresse mille fois."),
        Text(en="A clinic or a law firm encrypts what it sends, as it must.",
             fr="Une clinique ou un cabinet chiffre ses envois, comme il le doit."),
    ),
    runbook=Text(
        en="Ask the sender what the file is and for whom; release it from quarantine if the recipient expects"
           " it. Look at the type by its content, at the levels and the size unpacked, never at what it says."
           " Many of one kind from one account are a habit: agree on another way with the customer.",
        fr="Demandez à l'expéditeur ce qu'est ce fichier et pour qui ; libérez-le si le destinataire"
           " l'attend. Regardez le type réel, les niveaux et la taille décompressée, jamais le contenu."
           " Beaucoup de fichiers du même genre sont une habitude : convenez d'une autre voie avec le"
           " client.",
    ),
    rules=(
        Rule(id="D-AV", name="disguised-file", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.CHALLENGE, act=Act.REFUSE,
             when=(count(runs, of=runs, by=by, over=day).at_least(ONE),),
             title=Text(en="A program or a false type", fr="Programme ou faux type"),
             reason=Text(en="Files of {user} in 24 h that run or are of another type than they say: {hits}.",
                         fr="Fichiers de {user} en 24 h qui s'exécutent ou mentent sur leur type : {hits}.")),
        Rule(id="D-AV", name="archive-bomb", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.CHALLENGE, act=Act.REFUSE,
             when=(count(bomb, of=bomb, by=by, over=day).at_least(ONE),),
             title=Text(en="Archive bomb", fr="Bombe de décompression"),
             reason=Text(en="Archives of {user} in 24 h that nest or unpack beyond all measure: {hits}.",
                         fr="Archives de {user} en 24 h qui s'emboîtent ou gonflent sans mesure : {hits}.")),
        Rule(id="D-AV", name="sealed-archive-of-a-stranger", mode=Mode.OBSERVE, severity=Severity.MINOR,
             answer=Answer.CHALLENGE, act=Act.REFUSE,
             when=(count(sealed, of=sealed, by=by, over=day).at_least(ONE),),
             title=Text(en="Sealed file of a new sender", fr="Fichier chiffré d'un nouvel expéditeur"),
             reason=Text(en="Encrypted files of {user} in 24 h from a sender never seen before: {hits}.",
                         fr="Fichiers chiffrés de {user} en 24 h, d'un expéditeur inconnu : {hits}.")),
    ),
)  # fmt: skip
