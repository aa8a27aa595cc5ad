"""Requests for personal data and for what opens an account, in English and French."""

from fairline.checks.text.phrases import Phrases

_SECRET = (
    r"(?:pass ?word|pass ?code|pass ?phrase|pin(?: code| number)?|one[- ]?time (?:code|pass\w*|pin)|otp|"
    r"(?:verification|security|confirmation|authentication|access|login|activation|sms|6[- ]digit|"
    r"six[- ]digit) code|"
    r"code (?:we|you|i|that|sent|from|in the)\b|cvv2?|cvc|card(?: number| details| info\w*)|"
    r"(?:credit|debit|bank|gift)[ -]?cards?(?: number| details| info\w*)?|"
    r"(?:bank )?account (?:number|details|info\w*)|bank(?:ing)? (?:details|info\w*)|sort code|"
    r"routing number|iban|"
    r"social security(?: number)?|social insurance number|ssn|national insurance number|ni number|"
    r"date of birth|d\.?o\.?b\b|birth ?date|mother'?s maiden name|passport(?: number)?|"
    r"driv(?:er|ing)'?s? licen[cs]e(?: number)?|login(?: details)?|user ?name|credentials|seed phrase|"
    r"recovery phrase|tax(?:payer)? (?:id|number|reference)|medicare number|insurance (?:id|number)|"
    r"policy number)"
)
_PRIVATE = (
    r"(?:(?:home |full |street |postal |mailing |billing |email |e-mail )?address|full name|post ?code|"
    r"zip ?code|"
    r"phone number|id (?:card|number)|photo id|identity|personal (?:details|data|info\w*)|details|"
    r"information)"
)
_ASK = (
    r"(?:what(?:'s| is| was| are)|tell (?:me|us)|give (?:me|us)|send(?: me| us)?|provide(?: me|"
    r" us)?(?: with)?|enter|"
    r"confirm|verify|validate|update|reply with|respond with|share|text (?:me|us|back)|type(?: in)?|"
    r"key in|submit|"
    r"forward(?: me| us)?|read (?:me|out|back)|need|require|fill in|supply|state|say|message (?:me|us))"
)
_DEMANDE = (
    r"(?:donne(?:z|r|s)?(?:[- ](?:moi|nous))?|envoye(?:z|r)(?:[- ](?:moi|nous))?|envoie(?:[- ]moi)?|"
    r"indique[zr]?(?:[- ](?:moi|nous))?|confirme[zr]?|communique[zr]?(?:[- ](?:moi|nous))?|saisi(?:ssez|"
    r"r)|entre[zr]|"
    r"tape[zr]|fourni(?:ssez|r|s)|transmett(?:ez|re)|quel(?:le)?s? (?:est|sont)|c'est quoi|besoin (?:de|"
    r"d'|du)|"
    r"il (?:me|nous) faut|repond(?:ez|re|s) avec|renseigne[zr]|valide[zr]|verifie[zr]|mett(?:ez|re) a jour|"
    r"dites?[- ](?:moi|nous)|me donner|nous donner|me communiquer|nous communiquer|precise[zr]|"
    r"rappele[zr]|epele[zr])"
)
_SECRET_FR = (
    r"(?:mots? de passe|code (?:pin|secret|confidentiel|de (?:verification|securite|confirmation|"
    r"validation)|recu|"
    r"par sms|sms|a (?:6|six|4|quatre) chiffres|que vous (?:venez|avez)|d'acces)|mdp|cvv|cryptogramme|"
    r"(?:numeros?|n°|no|coordonnees|informations) (?:de |d')?(?:votre |ta |la |sa )?(?:carte|cb|compte|"
    r"secu\w*|"
    r"securite sociale|passeport|permis|identite|bancaires?)|carte (?:bancaire|de credit|bleue)|"
    r"coordonnees (?:bancaires|personnelles)|date de naissance|rib|iban|identifiants?|nom de jeune fille|"
    r"numero fiscal|carte (?:d'identite|vitale)|piece d'identite|adresse (?:postale|complete|e-?mail|"
    r"personnelle))"
)
_NEVER = (
    r"\b(?:never|don'?t|do not|not|nobody|no one|won'?t|will not|without|avoid|beware|scam\w*|"
    r"fraud\w*) (?:\w+ ){0,6}"
    r"(?:ask\w*|share|sharing|give|send|tell|disclose|reveal|request\w*|need|require\w*|provide|enter)\b",
    r"\b(?:has been|have been|was|were|been|got) (?:successfully )?(?:changed|updated|reset|sent|"
    r"received|confirmed|verified)\b",
    r"\b(?:forgot|forgotten|lost|remember|reset|change|changed|changing|stole|stolen) (?:\w+ ){0,2}(?:my|"
    r"the|their|his|her)\b",
    r"\b(?:ne|n'|jamais|personne|sans|evitez|attention)\b[^.]{0,40}\b(?:demande\w*|communique\w*|"
    r"donne\w*|partage\w*|transmet\w*|"
    r"envoye\w*|divulgue\w*|saisi\w*|fourni\w*)",
    r"\b(?:a ete|ont ete|a bien ete|vient d'etre) (?:modifie|change|mis a jour|envoye|recu|valide|confirme)",
    r"\b(?:j'ai|on a) (?:oublie|perdu|change)\b",
    r"\bno need\b|\bpas besoin\b|\binutile de\b",
)

REQUESTS = Phrases(
    (
        rf"\b{_ASK}\b(?: \S+){{0,5}}? (?:your|ur|yr|the|ya)(?: \S+){{0,3}}? {_SECRET}\b",
        rf"\b(?:what's|what is|confirm|verify|provide|enter|send|need|give|validate|"
        rf"update)\b(?: \S+){{0,3}}? "
        rf"(?:your|ur) {_PRIVATE}\b",
        rf"^(?:and )?(?:your |ur )?{_SECRET},? (?:please|pls|plz)\b",
        rf"\b(?:may|can|could) (?:i|we) (?:please )?(?:have|get|take|ask(?: for)?) (?:your|the|"
        rf"ur)(?: \S+){{0,3}}? "
        rf"{_SECRET}\b",
        rf"\b(?:may|can|could) (?:i|we) (?:please )?(?:have|get|take|ask(?: for)?) (?:your|"
        rf"ur)(?: \S+){{0,3}}? {_PRIVATE}\b",
        rf"\b{_DEMANDE}\b(?: \S+){{0,5}}? ?(?:votre|vos|ta|ton|tes|le|la|les|du|l'|d'|un|"
        rf"une)(?: \S+){{0,2}}? ?{_SECRET_FR}",
        r"\b(?:quelle est|donnez[- ]moi|confirmez|indiquez|precisez|verifiez|mettez a jour|communiquez|"
        r"envoyez[- ]moi)"
        r"(?: \S+){0,2}? (?:votre|ton|vos|tes) (?:adresse|nom complet|numero de telephone|coordonnees|"
        r"informations|"
        r"code postal|donnees)",
    ),
    unless=_NEVER,
)
"""A verb of asking, whose, and what. Advice never to tell it, and news that it changed, are none."""
