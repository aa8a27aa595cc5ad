"""Whether the start of a call's script says who calls, and for whom. 47 CFR 64.1200(b)(1), 16 CFR 310.4(d).

Names are told by their capitals, or by a slot of the script that a name goes into; so the text is read as it
is written, not folded. "The warranty department" is nobody.
"""

import re2

from fairline.checks.text.phrases import compiled, latin

OPENING_MAX = 600  # ours: characters; identity comes first, within some thirty seconds of speech
OPENING_MIN = 40  # ours: characters; a shorter text is no opening yet

_SLOT = r"(?:\{\{?[^{}\n]{1,40}\}?\}|\[[^\[\]\n]{1,40}\]|<[^<>\n]{1,40}>|%[\w ]{1,30}%|_{3,})"
_NAME = (
    rf"(?:{_SLOT}|\p{{Lu}}[\p{{L}}\p{{N}}&'.-]*(?: (?:&|and|et|of|de|du|des|la|"
    rf"le) \p{{Lu}}[\p{{L}}\p{{N}}&'.-]*| \p{{Lu}}[\p{{L}}\p{{N}}&'.-]*){{0,4}})"
)
_FOR = (
    r"(?i:from|with|at|of|representing|on behalf of|for|de la part de|de la soci[ée]t[ée]|"
    r"de l'entreprise|du cabinet|"
    r"de l'association|de chez|chez|pour le compte de|pour|au nom de|de|du|soci[ée]t[ée])"
)
_SELF = (
    r"(?i:my name is|my name's|this is|i am|i'm|it's|you're speaking (?:with|to)|"
    r"you are speaking (?:with|to)|calling|"
    r"je m'appelle|mon nom est|je suis|ici|c'est|[àa] l'appareil|je vous appelle|"
    r"vous [êe]tes en ligne avec|speaking)"
)
_NOBODY = compiled(
    r"(?i)^(?:(?:the|your|our|a|an|le|la|les|votre|notre|vos|du|des) )?(?:\w+ )?(?:\w+ )?(?:department|"
    r"dept|service|services|office|"
    r"center|centre|team|desk|company|bank|provider|headquarters|program|programme|d[ée]partement|"
    r"[ée]quipe|banque|soci[ée]t[ée]|"
    r"fournisseur|client\w*|support|helpline|hotline|division)(?: |$)|^(?i:i|je|hi|hello|hey|bonjour|"
    r"good|your|votre|the|monday|tuesday|"
    r"wednesday|thursday|friday|lundi|mardi|mercredi|jeudi|vendredi|we|nous|press|please)(?: |$)"
)
PERSON = compiled(rf"{_SELF} (?:(?i:is|am|here|bien) )?(?P<name>{_NAME})")
THANKED = compiled(
    r"(?i:thank(?:s| you) for (?:choosing|calling|being a customer of)|welcome to|bienvenue chez|"
    rf"merci d'avoir (?:choisi|appel[ée])) (?:(?i:the|la|le|les) )?(?P<name>{_NAME})"
)
WHOM = compiled(rf"{_SELF}[^.!?\n]{{0,60}}? (?:{_FOR} )(?:(?i:the|la|le|l'|les) ?)?(?P<name>{_NAME})")


def says_who(text: str) -> tuple[bool, bool]:
    """Return whether a plain text says at its start who calls, and for whom."""
    start = latin(text[:OPENING_MAX])
    who = _named(PERSON, start)
    whom = _named(WHOM, start) or _named(THANKED, start)
    return who or whom, whom


def _named(form: "re2._Regexp", text: bytes) -> bool:
    return any(_NOBODY.search(match.group(b"name")) is None for match in form.finditer(text))
