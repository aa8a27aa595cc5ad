"""No more messages, in free words, in English and French. Words such as STOP stand in the law's table."""

from fairline.checks.text.phrases import Phrases

_ME = (
    r"(?: (?:me|us|my (?:phone|number|cell|mobile|house|wife|husband|mother|mom)|this (?:number|phone)|"
    r"here))"
)
_END = (
    r"(?:$|[,.!?;:)\n]| (?:please|pls|plz|again|any ?more|ever|now|immediately|and|or|asap|at (?:this|my|"
    r"all|work)|on (?:this|my)|every|all|so|i|this|these|thanks|thank|forever|already|right|with|about|"
    r"from|for (?:ever|good|marketing|sales)|you|u|ok|okay|because|before i|or i|lol|ffs|messages|"
    r"texts)\b)"
)
_WRITE = (
    r"(?:text(?:ing)?|messag(?:e|ing)|call(?:ing)?|contact(?:ing)?|e-?mail(?:ing)?|spam(?:ming)?|"
    r"bother(?:ing)?|harass(?:ing)?|ring(?:ing)?|phon(?:e|ing)|sms(?:ing)?|disturb(?:ing)?|send(?:ing)?)"
)
_PLUS = r"(?:plus(?: jamais)?|plus rien)"
_FIN = (
    r"(?:$|[,.!?;:)\n]| (?:svp|s'il|merci|jamais|rien|de (?:sms|messages?|mails?|pub\w*|publicites?|vos|"
    r"notifications?)|d'appels?|sur (?:ce|mon)|a ce|au|et|ni|sinon|ou|du tout|messages?|par|c'est|je|vos|"
    r"aucun\w*)\b)"
)

OPT_OUTS = Phrases(
    (
        rf"\b(?:stop|quit|cease) (?:texting|messaging|calling|contacting|e-?mailing|spamming|bothering|"
        rf"harassing|ringing|phoning|disturbing){_ME}{_END}",
        r"\b(?:stop|quit) (?:sending|with)(?: me| us)?(?: (?:these|this|those|your|any|all|the|any more|"
        r"more))?(?: \w+)? (?:texts?|messages?|sms|e-?mails?|ads?|offers?|promos?|promotions?|spam|"
        r"notifications?|stuff)\b",
        r"\b(?:stop|quit) (?:sending|with) (?:texts?|messages?|sms|e-?mails?|ads?|offers?|promos?|spam)\b",
        r"\bstop (?:these|your|all|the) (?:texts?|messages?|sms|calls?|e-?mails?|ads?|notifications?|spam)\b",
        rf"\b(?:do not|don'?t|dont|never) (?:ever )?{_WRITE}{_ME}(?: ?$|[,.!;\n]| (?:again|any ?more|"
        rf"ever|anything|any (?:more )?(?:texts?|messages?|sms|offers?|e-?mails?)|please|pls|"
        rf"at this number|on this number|another|texts?|messages?|unsolicited|marketing)\b)",
        r"\b(?:please |pls )?(?:remove|delete|erase|unsubscribe|opt) (?:me|us|my (?:number|phone number|"
        r"name|e-?mail|details|contact)|this number|out my number)(?:$|[,.!;\n]| (?:from|off|out|please|"
        r"now|asap|immediately|and|thanks|on)\b)",
        r"\btake (?:me|us|my (?:number|name)|this number) off(?:$|[,.!;\n]| (?:please|now|asap)\b|"
        r" (?:of )?(?:your|the|this|that|all|any) (?:\w+ )?"
        r"(?:lists?|calls?|database|system|register|records?|texts?|sms)\b)",
        r"(?:^|[,.!] ?)(?:please |pls )?(?:stop|quit|cease) (?:texting|messaging|calling|spamming)(?:$|"
        r"[,.!;\n]| (?:please|pls|now)\b)",
        r"\b(?:i|we)(?: want| wish| would like|'?d like| need| wanna| am trying|'?m trying| have tried|"
        r" choose| request) to (?:opt[- ]?out|unsubscribe|be removed|be taken off|stop (?:getting|"
        r"receiving)|cancel (?:these|this|the|all|my) (?:texts?|messages?|alerts?|subscription|"
        r"notifications?))\b",
        r"\bhow (?:do|can) i (?:opt[- ]?out|unsubscribe|stop (?:these|getting|receiving) )",
        r"\b(?:no more|no longer want|enough of|sick of|tired of)(?: (?:these|your|the|getting|"
        r"receiving))*(?: \w+)? (?:texts?|messages?|sms|calls?|e-?mails?|ads?|spam)\b",
        r"\b(?:i|we) (?:do not|don'?t|dont|no longer) (?:want|wish|need|care)(?: to (?:receive|get|"
        r"be (?:contacted|called|texted|messaged|disturbed)|hear from you)| for)?(?: (?:any|any more|"
        r"these|those|your|more|further|such))*(?: (?:texts?|messages?|sms|calls?|e-?mails?|ads?|"
        r"promotions?|marketing|contact)\b)",
        r"\b(?:i|we) (?:hereby )?(?:revoke|withdraw) (?:my|our|any|all) (?:\w+ )?(?:consent|permission)\b",
        r"\b(?:leave (?:me|us) (?:alone|in peace)|lose my number|(?:fuck|piss|f) off)\b",
        r"\b(?:opt|take) me out\b",
        r"\b(?:you have|u have|have) (?:the )?wrong (?:number|person)(?: \S+){0,4}? (?:stop|remove|"
        r"do not|don'?t)",
        rf"\b(?:ne )?m'(?:appelez|appelle|envoyez|envoie|ecrivez|ecris|importunez|embetez) {_PLUS}{_FIN}",
        rf"\b(?:ne )?(?:me|nous) (?:contactez|appelez|ecrivez|textez|derangez|sollicitez|relancez|"
        rf"rappelez|telephonez|spammez|harcelez) {_PLUS}{_FIN}",
        rf"\b(?:n'|ne )?(?:appelez|envoyez|ecrivez|contactez|telephonez) {_PLUS}{_FIN}",
        r"\b(?:arrete[zr]?|cesse[zr]?|stoppe[zr]?)(?: de)? (?:m'|me |nous |de m'|de me )(?:appeler|"
        r"ecrire|envoyer|harceler|contacter|telephoner|solliciter|spammer|relancer|deranger|importuner|"
        r"embeter)",
        r"\b(?:arrete[zr]?|cesse[zr]?|stoppe[zr]?|stop (?:a|aux|avec)) (?:vos|ces|les|tous|avec vos|"
        r"avec ces|avec les)(?: \w+)? ?(?:appels?|sms|messages?|textos?|mails?|pubs?|publicites?|envois?|"
        r"sollicitations?|relances?|spams?)",
        r"\bje (?:ne |n'|)(?:veux|souhaite|desire|accepte)(?: \w+)? (?:plus|pas)(?: \w+)? (?:recevoir|"
        r"etre (?:contacte|appele|sollicite|derange|demarche)|de vos|de ces|vos|que vous me|que vous m')",
        r"\b(?:retirez|supprimez|enlevez|effacez|radiez|rayez|otez)(?:[- ]moi|[- ]nous)?(?: (?:de|mon|"
        r"mes|ce|notre))+ ?(?:numero|nom|votre|vos|liste\w*|base|fichier\w*|contact|coordonnees|donnees|"
        r"mail|adresse)",
        r"\b(?:merci de|priere de|veuillez|demande de|svp|stp) ne plus (?:jamais )?(?:m'|me |"
        r"nous )(?:envoyer|appeler|ecrire|contacter|telephoner|"
        r"solliciter|deranger|adresser|relancer)",
        r"\b(?:arrete[zr]?|cesse[zr]?) (?:de |d')(?:envoyer|appeler|ecrire|harceler|telephoner)(?:$|"
        r"[,.!]| (?:des|ces|vos|moi|chez|tout|sur ce)\b)",
        r"\b(?:me|nous|mon numero|mon nom|mes coordonnees) (?:retirer|supprimer|enlever|radier|"
        r"desinscrire|desabonner)(?:$|[,.!]| (?:de|svp)\b)",
        r"\b(?:desinscrivez|desabonnez|desinscris|desabonne)[- ](?:moi|nous)\b",
        r"\b(?:je (?:veux|souhaite|voudrais|desire|demande a)|comment) (?:me |se )?(?:desinscrire|"
        r"desabonner|etre (?:retire|desinscrit|desabonne|supprime))",
        r"(?:^|[,.!] )(?:plus (?:de|d'|aucun\w*) ?(?:sms|messages?|appels?|pubs?|publicites?|"
        r"mails?))(?:$|[,.!;\n]| (?:svp|merci|s'il|de votre|de vous)\b)",
        r"\b(?:laissez|foutez|fichez)[- ](?:moi|nous) (?:tranquille|en paix|la paix)",
        r"\bje (?:m'oppose|retire mon consentement|revoque mon consentement)",
        r"\bstop (?:aux |les |a vos |vos )(?:appels?|sms|messages?|pubs?|mails?)",
    ),
    unless=(
        r"\b(?:until|till|before (?:\d|[a-hj-z])|after|between|unless|while|during|tonight|today|"
        r"tomorrow|at (?:work|night|home|noon|\d)|in the (?:morning|evening|middle)|on (?:mon|tues|"
        r"wednes|thurs|fri|satur|sun)day|this (?:morning|week|evening|afternoon)|right now|for now|yet)\b",
        r"\b(?:he|she|they|mom|mum|dad|boss|wife|husband|her|him|friend|ex|it|lady|"
        r"people) (?:\w+ )?(?:said|says|told|tells|asked|asks|keeps?|kept|will|would|wants?|wont|won'?t|"
        r"didn'?t|doesn'?t|never)\b",
        r"\b(?:reply|text|txt|send|type|msg|envoyez|repondez|tapez) (?:the word |back |with |'|\"|"
        r"le mot |par )*(?:stop|end|unsubscribe|no|out|quit)\b",
        r"\b(?:to (?:stop|opt[- ]out|unsubscribe)|pour (?:arreter|stopper|ne plus|vous desabonner|"
        r"vous desinscrire|arreter|annuler))[^.]{0,40}?(?:reply|text|txt|click|send|call|visit|repondez|"
        r"envoyez|cliquez|tapez|appelez|stop)\b",
        r"\b(?:if you|si vous|s'ils|s'il [aefilmnpsy]|"
        r"si tu|should i|shall i|do you want me to|did you|why did|why do you|"
        r"voulez-vous|dois-je|faut-il)\b",
        r"\b(?:can'?t|cannot|couldn'?t|won'?t|will not|don'?t want (?:you |u )?to|don'?t|didn'?t|"
        r"please don'?t|never) stop (?:texting|calling|messaging|contacting|sending)",
        r"\b(?:avant|apres|jusqu'a|jusqu'au|entre|ce soir|ce matin|aujourd'hui|demain|pendant|"
        r"a cette heure|le (?:matin|soir|week-?end|dimanche|samedi|lundi)|sauf|tant que|la nuit|"
        r"pour l'instant|en reunion)\b",
        r"\b(?:il|elle|ils|elles|on|ma mere|mon pere|mon patron|ma femme|mon mari) (?:m'|me |lui |"
        r"nous )?(?:a|ont|dit|disent|demande|veut|veulent)\b",
        r"\b(?:mon coeur|mon amour|cherie?|babe|baby|honey|bro|dude|mate|darling|sweetie|hun|bebe)\b",
        r"\bfrom (?:him|her|them|my ex|that guy|people|strangers)\b",
        r"\b(?:il|elle|ils|elles|on|qui|tu) (?:ne )?(?:m'|me |nous )",
        r"\b(?:n'?arrete[zs]? pas|n'arretez pas)\b",
    ),
)
"""A person asks it of the sender, without an end in sight: "before six" and "at work" take it back."""
