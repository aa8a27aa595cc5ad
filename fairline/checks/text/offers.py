"""Offers to sell on lines, numbers or minutes, in English and French."""

from fairline.checks.text.phrases import Phrases

_GOODS = (
    r"(?:voip|voice|sip|pstn|telephone|phone|international|wholesale|a-?z|call|calling|cc|cli|non-cli|"
    r"did|toll[- ]free|"
    r"virtual|dedicated|call ?cent(?:er|re)|dialer|predictive dialer|sms|bulk sms)"
    r"(?: (?:voip|voice|sip|phone|calling|call|termination|origination|trunk\w*|routes?|minutes?|"
    r"numbers?|lines?|traffic|"
    r"seats?|service|services|platform|licen[cs]es?|accounts?|channels?|gateways?)){1,3}"
)
_SELL = (
    r"(?:we|i|our company|our team|get our) (?:\w+ ){0,3}?(?:sell|resell|re-sell|offer|provide|supply|"
    r"wholesale|rent(?: out)?|lease)"
)
_LIGNES = (
    r"(?:minutes? (?:voip|d'appels?|telephoniques?|vers|a l'international)|lignes? (?:telephoniques?|"
    r"voip|sip)|"
    r"trunks? sip|numeros? (?:virtuels?|geographiques?|verts?|telephoniques?|sda)|"
    r"terminaison (?:d'appels?|voip|voix)|"
    r"routes? (?:voip|cli|voix)|postes? (?:de centre d'appels?|d'agents?)|centres? d'appels? virtuels?|"
    r"licences? d'agents?)"
)
_PRICE = r"(?:\$|£|usd|eur|gbp|cents?|dollars?|euros?|centimes?)"

OFFERS = Phrases(
    (
        rf"\b{_SELL} (?:\S+ ){{0,4}}?{_GOODS}\b(?: \S+){{0,12}}? ?(?:{_PRICE}|per minute|per channel|"
        rf"a minute|/min|rates?|cheap\w*|"
        r"wholesale|resale|resellers?|white[- ]label)",
        rf"\b(?:we|i) (?:\w+ )?(?:resell|re-sell)(?: \S+){{0,4}}? (?:{_GOODS}|minutes|lines|"
        rf"phone numbers|numbers|seats|trunks)\b",
        r"\b(?:buy|get|order) (?:\S+ ){0,4}?(?:voip|wholesale|a-z|sip|cli|call) (?:minutes|"
        r"termination|routes?|trunks?|traffic)\b",
        r"\bwholesale (?:voip|voice|sms|termination|carrier|minutes|sip|a-z)\b(?: \S+){0,10}? ?(?:rates?|"
        r"price\w*|from|offer\w*|available|%?deals?)",
        r"\b(?:become|be|join as|looking for|seeking|recruiting) (?:an? |"
        r"our )?(?:authori[sz]ed )?(?:voip |sip |telecom |call cent(?:er|re) |phone |sms )?"
        r"resellers?\b(?: \S+){0,14}? ?(?:minutes|lines|numbers|seats|voip|sip|calls?|telecom|commission|"
        r"margins?)",
        r"\bwhite[- ]label(?:led|ed)? (?:\S+ ){0,3}?(?:voip|sip|phone|telephony|dialer|call ?cent(?:er|"
        r"re)|contact cent(?:er|re)|pbx|sms)\b",
        r"\b(?:share|rent|sub-?let|split) (?:\S+ ){0,3}?(?:agent|dialer|call ?cent(?:er|re)|"
        r"contact cent(?:er|re)) (?:seats?|licen[cs]es?|logins?|accounts?)\b",
        rf"\b(?:nous |je |on )?(?:reven(?:dons|ds|d|te)|vendons|vends|louons|loue|sous-louons|proposons|"
        rf"commercialisons)(?: \S+){{0,5}}? (?:des |de |d'|nos |vos |les )?{_LIGNES}"
        rf"(?: \S+){{0,12}}? ?(?:{_PRICE}|la minute|par minute|par mois|par poste|tarifs?|en gros|"
        rf"pas chers?|revend\w+|grossiste)",
        rf"\b(?:revente|sous-location|vente en gros) (?:de |d')(?:nos |vos )?{_LIGNES}",
        r"\bmarque blanche\b(?: \S+){0,8}? (?:voip|telephon\w+|sip|centre d'appels?|appels?|sms|standard)",
        r"\b(?:telephonie|voip|sip|centre d'appels?)(?: \S+){0,6}? en marque blanche\b",
        r"\bdevenez (?:notre )?(?:revendeur|grossiste|distributeur)(?: \S+){0,14}? (?:voip|telephon\w+|"
        r"minutes|lignes|numeros|sip|appels)",
    ),
    unless=(
        r"\b(?:not (?:a )?resell|no resale|do not resell|don'?t resell|may not (?:be )?re(?:sell|sold)|"
        r"prohibit\w*|forbid\w*|never resell)\b",
        r"\b(?:revente interdite|interdit\w*|ne (?:revendons|vendons)|pas de revente|sans revente)\b",
        r"\b(?:do you (?:sell|resell|offer|have)|vendez-vous|proposez-vous|est-ce que vous)\b",
    ),
)
"""A seller, telephony, and a price or the trade. That a business has lines, or asks for them, is no offer."""
