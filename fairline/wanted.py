"""What a reader wanted where a record could not be read, in both languages.

Readers know no languages: ``Unreadable.wanted`` is English, and stays so in exports. A person reads it here.
What is not in the table is code in both: names of columns, words of a vendor's list, a way to write a time.
"""

import re

from fairline.policy import Lang, Text
from fairline.policy.text import slots

HARD = "\u00a0"
PHRASES = (
    # values
    Text(en="a value", fr="une valeur"),
    Text(en="one value", fr="une seule valeur"),
    Text(en="one", fr="une seule"),
    Text(en="a kind of fact", fr="un type de fait"),
    Text(en="text in UTF-8", fr="un texte en UTF-8"),
    Text(en="a list of texts, or JSON of one", fr="une liste de textes, ou le JSON d'une telle liste"),
    Text(en="an identifier", fr="un identifiant"),
    Text(en="a number", fr="un nombre"),
    Text(en="a finite number", fr="un nombre fini"),
    Text(en="a whole number", fr="un nombre entier"),
    Text(en="an amount", fr="un montant"),
    Text(en="an amount of money", fr="une somme d'argent"),
    Text(en="an object", fr="un objet"),
    Text(en="seconds", fr="des secondes"),
    Text(en="whole seconds", fr="des secondes entières"),
    Text(en="one of {words}", fr="l'un de {words}"),
    Text(en="inbound or outbound", fr="inbound ou outbound"),
    Text(en="VOICE, CHAT, TASK or EMAIL", fr="VOICE, CHAT, TASK ou EMAIL"),
    Text(en="INVITE or BYE", fr="INVITE ou BYE"),
    # times
    Text(en="a time", fr="une heure"),
    Text(en="a time from {since} on", fr="une heure à partir de {since}"),
    Text(en="a time from {since} to {until}", fr="une heure de {since} à {until}"),
    Text(en="a time that exists in {zone}", fr="une heure qui existe dans {zone}"),
    Text(en="a time, because billsec is not 0", fr="une heure, car billsec n'est pas 0"),
    Text(en="a year from {since} to {until}", fr="une année de {since} à {until}"),
    Text(en="a duration from {least} to {most} days", fr=f"une durée de {{least}} à {{most}}{HARD}jours"),
    Text(en="a timestamp or a time as ISO 8601 text", fr="un horodatage, ou une heure en texte ISO 8601"),
    Text(
        en="whole microseconds, or a duration as ISO 8601 text",
        fr="des microsecondes entières, ou une durée en texte ISO 8601",
    ),
    Text(en="Invalid RFC3339 encoded datetime", fr="une heure RFC 3339"),
    Text(en="Invalid ISO8601 duration", fr="une durée ISO 8601"),
    Text(en="at most duration", fr="au plus duration"),
    Text(en="at most the duration, {duration}", fr="au plus la durée, {duration}"),
    Text(en="not before start", fr="pas avant start"),
    Text(en="not before start and answer", fr="pas avant start et answer"),
    Text(en="not before start_time", fr="pas avant start_time"),
    Text(en="not before start_stamp", fr="pas avant start_stamp"),
    Text(en="not before start_stamp and answer_stamp", fr="pas avant start_stamp et answer_stamp"),
    Text(en="not before the answer", fr="pas avant le décroché"),
    Text(
        en="variables.start_uepoch or callflow times", fr="variables.start_uepoch ou les heures de callflow"
    ),
    # lines and documents
    Text(en="text without NUL", fr="un texte sans NUL"),
    Text(en="comma separated columns ({error})", fr="des colonnes séparées par des virgules ({error})"),
    Text(en="a column {name}", fr="une colonne {name}"),
    Text(en="callid among the columns of cdr_extra", fr="callid parmi les colonnes de cdr_extra"),
    Text(
        en="a mapping file: the columns command proposes one",
        fr=f"un fichier de correspondance{HARD}: la commande columns en propose un",
    ),
    Text(en="a JSON object", fr="un objet JSON"),
    Text(en="a whole JSON document", fr="un document JSON entier"),
    Text(
        en="cdr= and a JSON document, percent or base64 encoded",
        fr="cdr= et un document JSON, codé en pour-cent ou en base64",
    ),
    Text(en="at most {most} bytes, or one record a line", fr="au plus {most} octets, ou un relevé par ligne"),
    Text(en="a whole SQLite database", fr="une base SQLite entière"),
    Text(en="a whole parquet file", fr="un fichier Parquet entier"),
    Text(en="a whole row group", fr="un groupe de lignes entier"),
    Text(
        en="a file that can be read from its end: no pipe, not packed",
        fr=f"un fichier lisible depuis sa fin{HARD}: ni tube, ni archive compressée",
    ),
    Text(
        en="a column kind, or a folder that says it",
        fr="une colonne kind, ou un dossier qui l'indique",
    ),
    Text(en="{what}, as its folder says", fr="{what}, comme le dit son dossier"),
    Text(en="a whole capture file", fr="un fichier de capture entier"),
    # what msgspec says of a fact that is none
    Text(en="Expected `{wanted}`, got `{found}`", fr="`{wanted}`, et non `{found}`"),
    Text(en="Object missing required field `{name}`", fr="un objet avec son champ `{name}`"),
    Text(en="Invalid enum value {found}", fr="l'une des valeurs permises, et non {found}"),
    Text(en="Invalid value {found}", fr="une valeur permise, et non {found}"),
    # what a record is about
    Text(en="a hangup cause such as NORMAL_CLEARING", fr="une cause de fin telle que NORMAL_CLEARING"),
    Text(
        en="CA, SM or MM and 32 hexadecimal digits",
        fr="CA, SM ou MM, puis 32 chiffres hexadécimaux",
    ),
    Text(en="a conversation with its conversationId", fr="une conversation avec son conversationId"),
    Text(en="a resource with its sid", fr="une ressource avec son sid"),
    Text(en="a recipient", fr="un destinataire"),
    Text(en="a call or a text", fr="un appel ou un message"),
    Text(en="one call", fr="un seul appel"),
    Text(en="a Call-ID", fr="un Call-ID"),
    Text(en="an INVITE with this Call-ID", fr="un INVITE avec ce Call-ID"),
    Text(en="a SIP status", fr="un code SIP"),
    Text(en="unencrypted SIP", fr="du SIP non chiffré"),
    Text(
        en="a packet with a time from {since} to {until}", fr="un paquet dont l'heure va de {since} à {until}"
    ),
    # SIP
    Text(en="a whole line", fr="une ligne entière"),
    Text(en="METHOD uri SIP/2.0 or SIP/2.0 status phrase", fr="MÉTHODE uri SIP/2.0 ou SIP/2.0 code libellé"),
    Text(en="the version SIP/2.0", fr="la version SIP/2.0"),
    Text(en="a URI", fr="une URI"),
    Text(en="a number below {most} and a method", fr="un nombre inférieur à {most} et une méthode"),
    Text(en="the method {method}", fr="la méthode {method}"),
    # HEP
    Text(en="HEP3 and a length", fr="HEP3 et une longueur"),
    Text(en="chunk 15 or 16", fr="le bloc 15 ou 16"),
    Text(en="whole zlib or gzip data", fr="des données zlib ou gzip entières"),
    Text(en="zlib or gzip data", fr="des données zlib ou gzip"),
    Text(en="less than {most}", fr="moins de {most}"),
    # HTTP
    Text(en="a name, a colon and a value", fr="un nom, un deux-points et une valeur"),
    Text(en="a time with its offset from UTC", fr="une heure avec son décalage par rapport à UTC"),
    Text(en="an empty line", fr="une ligne vide"),
    Text(en="fewer", fr="moins"),
    Text(en="at least {least}", fr="au moins {least}"),
    Text(en="at most {most}", fr="au plus {most}"),
    # so many columns; last, because they fit parts of what stands above
    Text(en="{least} or more", fr="{least} ou plus"),
    Text(en="{least} to {most}", fr="de {least} à {most}"),
)


def _pattern(template: str) -> re.Pattern[str]:
    escaped = re.escape(template)
    for name in slots(template):
        escaped = escaped.replace(re.escape(f"{{{name}}}"), f"(?P<{name}>.+)")
    return re.compile(escaped, re.DOTALL)


_PLAIN = {phrase.en: phrase for phrase in PHRASES if not slots(phrase.en)}
_OPEN = tuple((_pattern(phrase.en), phrase) for phrase in PHRASES if slots(phrase.en))


def phrase_of(wanted: str) -> tuple[Text, dict[str, str]] | None:
    """Return the phrase that ``wanted`` is, with what stands in its slots; ``None`` if it is code."""
    if wanted in _PLAIN:
        return _PLAIN[wanted], {}
    found = ((phrase, pattern.fullmatch(wanted)) for pattern, phrase in _OPEN)
    return next(((phrase, match.groupdict()) for phrase, match in found if match is not None), None)


def said(wanted: str, lang: Lang) -> str:
    """Return what was wanted in ``lang``."""
    found = phrase_of(wanted)
    if found is None:
        return wanted
    phrase, values = found
    return phrase.say(lang, **values)
