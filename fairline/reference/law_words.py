"""What the reference says of the law: of functions that rules ask, and around the page of the book."""

from fairline.policy import Text

LAW_FUNCTIONS = {
    "banned_day": Text(
        en="it is a day on which the law allows no marketing calls",
        fr="c'est un jour où la loi ne permet aucun appel de prospection",
    ),
    "recommended_banned_day": Text(
        en="it is a day that practice or an uncertain law leaves in peace",
        fr="c'est un jour que l'usage ou une loi incertaine laisse en paix",
    ),
    "duty_held": Text(en="a law on this topic binds there", fr="une loi à ce sujet y est contraignante"),
    "recommended_duty_held": Text(
        en="practice or an uncertain law on this topic holds there",
        fr="un usage ou une loi incertaine vaut à ce sujet",
    ),
    "spares_customers": Text(
        en="the law that asks for consent spares customers",
        fr="la loi qui exige un accord dispense le client",
    ),
    "wants_writing": Text(en="the law wants the consent in writing", fr="la loi veut l'accord par écrit"),
    "debt_pause": Text(
        en="the pause that the law asks for after a talk about a debt",
        fr="la pause que la loi demande après un entretien sur une dette",
    ),
    "shown_from_abroad": Text(
        en="the number's country closes it to calls from there",
        fr="le pays du numéro le ferme aux appels venus de là",
    ),
    "scrub_age_max": Text(
        en="the oldest check against the register that the law allows",
        fr="l'ancienneté du contrôle du registre que la loi permet",
    ),
    "recommended_scrub_age_max": Text(
        en="the oldest check against the register by practice or an uncertain law",
        fr="l'ancienneté du contrôle du registre selon l'usage ou une loi incertaine",
    ),
    "needs_opt_in": Text(
        en="the law asks for consent to marketing by this channel",
        fr="la loi exige un accord à la prospection par ce canal",
    ),
    "recommended_needs_opt_in": Text(
        en="a code or an uncertain law asks for consent to marketing by this channel",
        fr="un code ou une loi incertaine demande un accord à la prospection par ce canal",
    ),
    "recording_mode": Text(
        en="what the strictest law of the places asks of a recording",
        fr="ce que la loi la plus stricte des lieux demande d'un enregistrement",
    ),
    "recommended_recording_mode": Text(
        en="what the strictest uncertain law of the places asks of a recording",
        fr="ce que la plus stricte des lois incertaines demande d'un enregistrement",
    ),
    "age_of_consent": Text(
        en="the age of consent for data by law", fr="l'âge légal de l'accord pour les données"
    ),
    "recommended_age_of_consent": Text(
        en="the age of consent for data by guidance or an uncertain law",
        fr="l'âge de l'accord pour les données selon un guide ou une loi incertaine",
    ),
    "calls_for_help": Text(
        en="it is an emergency number of some country", fr="c'est un numéro d'urgence d'un pays"
    ),
    "needs_fail_safe": Text(
        en="a sector where lives hang on the service", fr="un secteur où des vies dépendent du service"
    ),
    "can_do_great_harm": Text(
        en="a sector that can do great harm", fr="un secteur qui peut faire de grands dégâts"
    ),
    "opt_out_hours_max": Text(
        en="the time that the law gives to honor a refusal",
        fr="le délai que la loi laisse pour respecter un refus",
    ),
    "recommended_opt_out_hours_max": Text(
        en="the time that practice or an uncertain law gives to honor a refusal",
        fr="le délai que l'usage ou une loi incertaine laisse pour respecter un refus",
    ),
    "caller_prefix_ok": Text(
        en="the law lets this number be shown for this purpose",
        fr="la loi permet d'afficher ce numéro pour cette finalité",
    ),
    "recommended_caller_prefix_ok": Text(
        en="practice or an uncertain law lets this number be shown for this purpose",
        fr="l'usage ou une loi incertaine permet d'afficher ce numéro pour cette finalité",
    ),
    "foreign_origin_forbidden": Text(
        en="the law forbids this number on a call from abroad",
        fr="la loi interdit ce numéro sur un appel de l'étranger",
    ),
    "recommended_foreign_origin_forbidden": Text(
        en="practice or an uncertain law forbids this number on a call from abroad",
        fr="l'usage ou une loi incertaine déconseille ce numéro sur un appel de l'étranger",
    ),
    "complaints_max": Text(
        en="the number of complaints in so long at which the law acts",
        fr="le nombre de plaintes en tant de temps à partir duquel la loi agit",
    ),
    "recommended_complaints_max": Text(
        en="the number of complaints in so long by an uncertain law",
        fr="le nombre de plaintes en tant de temps selon une loi incertaine",
    ),
    "sector_risk": Text(
        en="the classes of risk of this sector code", fr="les classes de risque de ce code d'activité"
    ),
    "is_opt_out": Text(en="the whole message is an opt-out", fr="le message entier est un refus"),
    "is_help": Text(en="the whole message asks for help", fr="le message entier demande de l'aide"),
    "debt_cap": Text(
        en="a law that binds allows so many attempts to collect a debt in so long",
        fr="une loi contraignante permet tant de tentatives pour recouvrer une dette, sur une durée",
    ),
    "recommended_debt_cap": Text(
        en="a practice or an uncertain law allows so many attempts to collect a debt in so long",
        fr="un usage ou une loi incertaine permet tant de tentatives pour recouvrer une dette, sur une durée",
    ),
    "adad_cap": Text(
        en="a law that binds allows so many attempts by an announcing device in so long",
        fr="une loi contraignante permet tant de tentatives par un automate d'appel, sur une durée",
    ),
    "recommended_adad_cap": Text(
        en="a practice or an uncertain law allows so many attempts by an announcing device in so long",
        fr="un usage ou une loi incertaine permet tant de tentatives par un automate d'appel, sur une durée",
    ),
    "exempt_cap": Text(
        en="a law that binds allows so many exempt recorded messages in so long",
        fr="une loi contraignante permet tant de messages enregistrés dispensés, sur une durée",
    ),
    "recommended_exempt_cap": Text(
        en="a practice or an uncertain law allows so many exempt recorded messages in so long",
        fr="un usage ou une loi incertaine permet tant de messages enregistrés dispensés, sur une durée",
    ),
    "health_cap": Text(
        en="a law that binds allows so many attempts by a health care message in so long",
        fr="une loi contraignante permet tant de tentatives par un message de santé, sur une durée",
    ),
    "recommended_health_cap": Text(
        en="a practice or an uncertain law allows so many attempts by a health care message in so long",
        fr="un usage ou une loi incertaine permet tant de tentatives par un message de santé, sur une durée",
    ),
}
"""What each function of the law tells that a rule may ask, by its name."""

# The page of law.
LAW_TITLE = Text(en="Law", fr="Droit")
LAW_INTRO = Text(
    en="Facts of law as the program has them: data, not legal advice. A place has its own and those of the"
    " places that it inherits from. Facts of low confidence and those that only recommend can challenge and"
    " never refuse; what is to be verified says so. `fairline law show PLACE --on DAY` has a day's law,"
    " `fairline law check` what is doubtful. See [how law is dated](../explanation/law.md).",
    fr="Les faits de droit tels que le programme les a\u00a0: des données, pas un conseil juridique. Un lieu"
    " a les siens et ceux des lieux dont il hérite. Un fait de confiance faible ou qui recommande seulement"
    " peut faire demander une preuve, jamais refuser\u00a0; ce qui est à vérifier le dit. La commande"
    " `fairline law show PLACE --on DAY` donne le droit d'un jour, `fairline law check` ce qui est douteux."
    " Voir [comment le droit est daté](../explanation/law.md), une page en anglais.",
)
INHERITS = Text(en="Inherits from: {places}.", fr="Hérite de\u00a0: {places}.")
LAW_TOPIC = Text(en="topic", fr="sujet")
LAW_SAYS = Text(en="what it says", fr="ce qu'il dit")
LAW_CITED = Text(en="law, days in force", fr="texte, jours d'effet")
LAW_SURE = Text(en="how sure", fr="certitude")
SOURCE_READ = Text(en="source", fr="source")
SECTORS = Text(en="Sectors at risk", fr="Secteurs à risque")
SECTORS_INTRO = Text(
    en="Codes of customers to ask about their use; a code proves nothing. {citation}, from memory, medium"
    " confidence; (!) marks those to be verified.",
    fr="Les codes des clients à interroger sur leur usage\u00a0; un code ne prouve rien. `{citation}`, de"
    " mémoire, confiance moyenne\u00a0; (!) marque ceux à vérifier.",
)
SECTOR = Text(en="sector", fr="secteur")
