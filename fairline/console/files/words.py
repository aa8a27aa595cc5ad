"""Why a file is not taken, in both languages."""

from enum import StrEnum

from fairline.policy import Text


class Why(StrEnum):
    """Why a file is refused; by these they are counted."""

    EMPTY = "empty"
    SIZE = "size"
    KIND = "kind"
    ARCHIVE = "archive"
    NAME = "name"
    PIXELS = "pixels"
    MANY = "many"
    DAY = "day"


REFUSED = {
    Why.EMPTY: Text(en="{name}: the file is empty", fr="{name}\u00a0: le fichier est vide"),
    Why.SIZE: Text(
        en="{name}: the file is larger than {limit} MB",
        fr="{name}\u00a0: le fichier dépasse {limit}\u00a0Mo",
    ),
    Why.KIND: Text(
        en="{name}: only PDF, PNG, JPEG, plain text, CSV, WAV, MP3, OGG and EML can be sent",
        fr="{name}\u00a0: seuls les fichiers PDF, PNG, JPEG, texte brut, CSV, WAV, MP3, OGG et EML peuvent"
        " être envoyés",
    ),
    Why.ARCHIVE: Text(
        en="{name}: archives and office documents are not opened; send what is in them, or a PDF",
        fr="{name}\u00a0: les archives et documents bureautiques ne sont pas ouverts\u00a0; envoyez leur"
        " contenu, ou un PDF",
    ),
    Why.NAME: Text(
        en="{name}: the name says one kind of file and the content another",
        fr="{name}\u00a0: le nom annonce un type de fichier et le contenu un autre",
    ),
    Why.PIXELS: Text(
        en="{name}: the picture is too large; make it smaller and send it again",
        fr="{name}\u00a0: l'image est trop grande\u00a0; réduisez-la et renvoyez-la",
    ),
    Why.MANY: Text(
        en="at most {limit} files go with one text", fr="un texte s'accompagne de {limit} fichiers au plus"
    ),
    Why.DAY: Text(
        en="no more files can be sent today; what you write is taken",
        fr="plus aucun fichier ne peut être envoyé aujourd'hui\u00a0; vos textes restent acceptés",
    ),
}
