"""Every sign that a file can show, what it means, and how it is said."""

from dataclasses import dataclass
from enum import StrEnum

from msgspec import Struct

from fairline.policy import Lang, Text


class Sign(StrEnum):
    """One thing that is true of a file or of something in it."""

    MALWARE = "malware"
    RULE = "rule"
    SUSPECT = "suspect"
    LISTED_ABUSE = "listed-abuse"
    LISTED_MALWARE = "listed-malware"
    PROGRAM = "program"
    SCRIPT = "script"
    SHORTCUT = "shortcut"
    MACRO = "macro"
    AUTO_MACRO = "auto-macro"
    SHEET_MACRO = "sheet-macro"
    DDE = "dde"
    ACTIVE_PAGE = "active-page"
    PDF_SCRIPT = "pdf-script"
    PDF_LAUNCH = "pdf-launch"
    CONTROL = "control"
    EQUATION = "equation"
    NAME_RUNS = "name-runs"
    FALSE_NAME = "false-name"
    FALSE_TYPE = "false-type"
    DOUBLE_ENDING = "double-ending"
    TURNED_NAME = "turned-name"
    PADDED_NAME = "padded-name"
    TWO_KINDS = "two-kinds"
    TEMPLATE_OUTSIDE = "template-outside"
    LINK_OUTSIDE = "link-outside"
    EMBEDDED = "embedded"
    BOMB = "bomb"
    NESTED = "nested"
    OVERLAP = "overlap"
    LIES = "lies"
    ESCAPES = "escapes"
    ENTITIES = "entities"
    ENCRYPTED = "encrypted"
    IMAGE_OF_DISK = "image-of-disk"
    UNREAD = "unread"
    UNKNOWN = "unknown"
    BROKEN = "broken"
    TOO_LARGE = "too-large"
    TOO_MANY = "too-many"
    TOO_LATE = "too-late"
    NO_SCANNER = "no-scanner"
    SCANNER_DOWN = "scanner-down"
    SCANNER_LIMIT = "scanner-limit"
    JUDGE_DIED = "judge-died"
    EMPTY = "empty"


class Mark(Struct, frozen=True, array_like=True):
    """A sign at a depth, with the one number or name that its sentence has a place for."""

    sign: Sign
    depth: int = 0
    value: int | str = ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What follows from a sign.

    ``refuses`` outweighs ``holds``. ``runs``: the file is executable. ``false``: it is of another type than
    it says. ``unsure``: there is more in the file than could be judged, so nothing else about it may be
    denied.
    """

    said: Text
    refuses: bool = False
    holds: bool = True
    runs: bool = False
    false: bool = False
    unsure: bool = False


_T = Text
MEANINGS: dict[Sign, Meaning] = {
    Sign.LISTED_ABUSE: Meaning(
        _T("Its hash is on the list {value}.", "Son empreinte figure sur la liste {value}."), refuses=True
    ),
    Sign.LISTED_MALWARE: Meaning(
        _T("Its hash is on the list {value}.", "Son empreinte figure sur la liste {value}."), refuses=True
    ),
    Sign.MALWARE: Meaning(
        _T("The virus scanner calls it {value}.", "L'antivirus y reconnaît {value}."), refuses=True
    ),
    Sign.RULE: Meaning(
        _T("The rule {value} recognizes it.", "La règle {value} le reconnaît."), refuses=True
    ),
    Sign.SUSPECT: Meaning(
        _T("The rule {value} finds it doubtful.", "La règle {value} le trouve douteux.")
    ),
    Sign.PROGRAM: Meaning(
        _T("It is or holds a program ({value}).",
           "C'est un programme, ou il en contient un ({value})."), runs=True
    ),
    Sign.SCRIPT: Meaning(
        _T("It is or holds a script.", "C'est un script, ou il en contient un."), runs=True
    ),
    Sign.SHORTCUT: Meaning(
        _T("It is or holds a shortcut that starts something.",
           "C'est un raccourci qui lance quelque chose, ou il en contient un."), runs=True,
    ),
    Sign.MACRO: Meaning(
        _T("A document in it has macros.", "Un document y contient des macros."), runs=True
    ),
    Sign.AUTO_MACRO: Meaning(
        _T("A macro in it runs by itself when the document is opened or closed.",
           "Une macro s'y exécute seule à l'ouverture ou à la fermeture du document."), runs=True,
    ),
    Sign.SHEET_MACRO: Meaning(
        _T("A workbook in it has macros written in a sheet (Excel 4).",
           "Un classeur y contient des macros écrites dans une feuille (Excel 4)."), runs=True,
    ),
    Sign.DDE: Meaning(
        _T("A field in it asks another program to do something (DDE).",
           "Un champ y demande à un autre programme d'agir (DDE)."), runs=True,
    ),
    Sign.ACTIVE_PAGE: Meaning(
        _T("A page in it carries a script that makes or fetches a file, or that runs as a program.",
           "Une page y porte un script qui fabrique ou va chercher un fichier, ou s'exécute comme un "
            "programme."), runs=True,
    ),
    Sign.PDF_SCRIPT: Meaning(
        _T("A PDF in it has a script.", "Un PDF y contient un script."), runs=True
    ),
    Sign.PDF_LAUNCH: Meaning(
        _T("A PDF in it starts a program.", "Un PDF y lance un programme."), runs=True
    ),
    Sign.CONTROL: Meaning(
        _T("A document in it has an ActiveX control.",
           "Un document y contient un contrôle ActiveX."), runs=True
    ),
    Sign.EQUATION: Meaning(
        _T("A document in it has an object of the old equation editor, which only attacks still use.",
           "Un document y contient un objet de l'ancien éditeur d'équations, que seules des attaques "
            "utilisent." ), runs=True,
    ),
    Sign.NAME_RUNS: Meaning(
        _T("By its name, it or a file in it would be run when opened.",
           "D'après son nom, il serait exécuté à l'ouverture, ou un fichier qu'il contient."), runs=True,
    ),
    Sign.FALSE_NAME: Meaning(
        _T("Its name, or that of a file in it, ends as another type than the content is.",
           "Son nom, ou celui d'un fichier qu'il contient, annonce un autre type que celui du contenu."),
        false=True,
    ),
    Sign.FALSE_TYPE: Meaning(
        _T("It was declared as another type than its content is.",
           "Le type déclaré n'est pas celui de son contenu."), false=True,
    ),
    Sign.DOUBLE_ENDING: Meaning(
        _T("A name has two endings, and the second one is run.",
           "Un nom porte deux extensions, et la seconde s'exécute."), runs=True, false=True,
    ),
    Sign.TURNED_NAME: Meaning(
        _T("A name has signs that are not seen or that turn the direction of writing, which hides its "
            "ending.",
           "Un nom contient des signes invisibles ou qui inversent le sens d'écriture, ce qui cache son "
            "extension." ), false=True,
    ),
    Sign.PADDED_NAME: Meaning(
        _T("A name is padded with spaces, or ends in spaces or dots, which hides its ending.",
           "Un nom est rempli d'espaces, ou finit par des espaces ou des points, ce qui cache son "
            "extension."), false=True,
    ),
    Sign.TWO_KINDS: Meaning(
        _T("It is an archive and something else at once.", "C'est à la fois une archive et autre chose."),
        false=True,
    ),
    Sign.TEMPLATE_OUTSIDE: Meaning(
        _T("A document in it takes its template, and so its macros, from elsewhere.",
           "Un document y prend son modèle, et donc ses macros, ailleurs.")
    ),
    Sign.LINK_OUTSIDE: Meaning(
        _T("A document in it fetches an object from elsewhere when it is opened.",
           "Un document y va chercher ailleurs un objet à l'ouverture.")
    ),
    Sign.EMBEDDED: Meaning(
        _T("A document in it holds other files; they were judged too.",
           "Un document y contient d'autres fichiers ; ils ont été jugés aussi."), holds=False,
    ),
    Sign.BOMB: Meaning(
        _T("It unpacks to {value} times its size or more.",
           "Décompressé, il fait au moins {value} fois sa taille."),
        unsure=True,
    ),
    Sign.NESTED: Meaning(
        _T("Archives are nested in it {value} deep or more.",
           "Des archives s'y emboîtent sur au moins {value} niveaux."),
        unsure=True,
    ),
    Sign.OVERLAP: Meaning(
        _T("Entries of an archive lie over one another, as only bombs do.",
           "Des entrées d'une archive se recouvrent, ce que seules des bombes font."), unsure=True,
    ),
    Sign.LIES: Meaning(
        _T("An archive's table says other than its entries do.",
           "La table d'une archive dit autre chose que ses entrées."), unsure=True,
    ),
    Sign.ESCAPES: Meaning(
        _T("An archive would write outside of its folder, or holds links.",
           "Une archive écrirait hors de son dossier, ou contient des liens.")
    ),
    Sign.ENTITIES: Meaning(
        _T("A document in it defines entities of its own, as only attacks do.",
           "Un document y définit ses propres entités, ce que seules des attaques font."), unsure=True,
    ),
    Sign.ENCRYPTED: Meaning(
        _T("It or something in it is encrypted, so that nobody can judge it.",
           "Il est chiffré, ou quelque chose l'est dedans : personne ne peut le juger."), unsure=True,
    ),
    Sign.IMAGE_OF_DISK: Meaning(
        _T("It is or holds an image of a disk, whose files could not be judged.",
           "C'est une image de disque, ou il en contient une, dont les fichiers n'ont pu être jugés."),
           unsure=True, ),
    Sign.UNREAD: Meaning(
        _T("It or something in it is of a kind that is known and not opened here ({value}).",
           "Il est d'un genre connu mais qui n'est pas ouvert ici, ou quelque chose l'est dedans ({value})."),
        unsure=True,
    ),
    Sign.UNKNOWN: Meaning(
        _T("It or something in it is of no known kind.",
           "Il n'est d'aucun genre connu, ou quelque chose dedans."),
        unsure=True,
    ),
    Sign.BROKEN: Meaning(
        _T("It or something in it is broken and could not be read to its end.",
           "Il est abîmé, ou quelque chose l'est dedans, et n'a pu être lu jusqu'au bout."), unsure=True,
    ),
    Sign.TOO_LARGE: Meaning(
        _T("It or something in it is larger than the {value} bytes that are judged.",
           "Il dépasse, ou quelque chose dedans, les {value} octets qui sont jugés."), unsure=True,
    ),
    Sign.TOO_MANY: Meaning(
        _T("It holds more than the {value} entries that are judged.",
           "Il contient plus que les {value} entrées qui sont jugées."), unsure=True,
    ),
    Sign.TOO_LATE: Meaning(
        _T("It could not be judged in time.", "Il n'a pu être jugé à temps."), unsure=True
    ),
    Sign.NO_SCANNER: Meaning(
        _T("No virus scanner is set up.", "Aucun antivirus n'est configuré.")
    ),
    Sign.SCANNER_DOWN: Meaning(
        _T("The virus scanner did not answer.", "L'antivirus n'a pas répondu.")
    ),
    Sign.SCANNER_LIMIT: Meaning(
        _T("The virus scanner's limits were too small for it.",
           "Les limites de l'antivirus étaient trop basses pour lui.")
    ),
    Sign.JUDGE_DIED: Meaning(
        _T("Judging it took more memory than is allowed, or ended the process that judges.",
           "Le juger a demandé plus de mémoire que permis, ou a mis fin au processus qui juge."), unsure=True,
    ),
    Sign.EMPTY: Meaning(_T("It is empty.", "Il est vide."), holds=False),
}  # fmt: skip
"""Ours, all of them: a sign of what is known refuses, one of what may do harm or was not judged holds."""

UNSCANNED = frozenset({Sign.NO_SCANNER, Sign.SCANNER_DOWN, Sign.SCANNER_LIMIT})
NOT_JUDGED = frozenset(sign for sign, meaning in MEANINGS.items() if meaning.unsure) | UNSCANNED
"""Signs with which a file cannot be called judged."""


def said(mark: Mark) -> Text:
    """Return the sentence of a mark, its place filled in."""
    text = MEANINGS[mark.sign].said
    return Text(
        en=_plain(text.say(Lang.EN, value=mark.value)), fr=_plain(text.say(Lang.FR, value=mark.value))
    )


def _plain(words: str) -> str:
    """Return ``words`` without braces, which a scanner's or a list's name may have: they would be slots."""
    return words.replace("{", "(").replace("}", ")")
