"""The first interpretations: objectionable, deceptive, inappropriate for minors."""

from fairline.clauses.r_review.interpretations_calls import IN_FORCE, PUBLISHED
from fairline.policy import Interpretation, Text, Threshold
from fairline.signals import ours

OBJECTIONABLE = Interpretation(
    number=6, version=1, term="objectionable", published_on=PUBLISHED, in_force_from=IN_FORCE,
    title=Text(en="Objectionable", fr="Répréhensible"),
    text=Text(
        en="An act is objectionable when a person it is aimed at is threatened, demeaned or not left alone."
        " Taste, opinion and anger are not meant. What was said is looked at only after a complaint, or where"
        " the customer has asked for it; how often somebody was called can be counted without listening.",
        fr="Un acte est répréhensible quand une personne visée est menacée, rabaissée ou harcelée. Le goût,"
           " l'opinion et la colère ne sont pas visés. Ce qui a été dit n'est examiné qu'après une plainte,"
           " ou si le client l'a demandé ; le nombre des appels se compte sans écouter."),
    reasons=Text(
        en="A provider must not listen at random, and a word of many meanings must not become a licence to"
        " judge opinions.",
        fr="Un opérateur n'écoute pas au hasard, et un mot aux sens multiples ne doit pas permettre de juger"
        " les opinions."),
    rules=("E-HAR", "E-ABU"),
    thresholds=(
        Threshold(rule="E-HAR", limit=ours(10, en="more than a person with something urgent dials",
                                           fr="davantage qu'une personne pressée n'en passe"),
                  title=Text(en="calls to one person in a day without any reply, at most",
                             fr="appels à une personne en un jour sans aucune réponse, au plus")),
    ),
)  # fmt: skip
DECEPTIVE = Interpretation(
    number=7, version=1, term="deceptive", published_on=PUBLISHED, in_force_from=IN_FORCE,
    title=Text(en="Deceptive", fr="Trompeur"),
    text=Text(
        en="An act deceives when a person would take the sender for somebody else, or the purpose for"
           " another, and decides by that. Showing a number is deceptive when the caller has no right to it."
           " A clinic's main number, a client's number with a letter of authority and a masked number of a"
           " courier are not.",
        fr="Un acte trompe quand une personne prendrait l'émetteur pour un autre, ou la finalité pour une"
           " autre, et décide d'après cela. Afficher un numéro trompe quand l'appelant n'y a pas droit. Le"
           " standard d'une clinique, le numéro d'un client avec mandat et le numéro masqué d'un livreur ne"
           " trompent pas."),
    reasons=Text(
        en="The clause asks for no intent, the law on false caller numbers does: whether harm was meant is"
           " for a person to find.",
        fr="La clause ne demande pas d'intention, la loi sur les faux numéros si : l'intention de nuire est"
        " l'affaire d'une personne."),
    rules=("E-IDT", "E-ATT", "E-LBL", "E-DEC"),
)  # fmt: skip
FOR_MINORS = Interpretation(
    number=8, version=1, term="inappropriate for minors", published_on=PUBLISHED, in_force_from=IN_FORCE,
    title=Text(en="Inappropriate for minors", fr="Inapproprié pour les mineurs"),
    text=Text(
        en="Content is inappropriate when it is offered to people whose age nobody has asked, and is about"
           " sex, gambling, alcohol, tobacco or dating with strangers. Help lines, schools, clinics and"
           " social services speak with children lawfully and are not meant.",
        fr="Un contenu est inapproprié quand il est proposé à des personnes dont nul n'a demandé l'âge, et"
           " porte sur le sexe, le jeu, l'alcool, le tabac ou les rencontres. Lignes d'aide, écoles,"
           " cliniques et services sociaux parlent aux enfants licitement et ne sont pas visés."),
    reasons=Text(
        en="The list is the messaging industry's, with its age gate; what is a crime against a child needs no"
        " interpretation.",
        fr="La liste est celle de la profession, avec son contrôle de l'âge ; ce qui est un crime contre un"
        " enfant n'a pas besoin d'interprétation."),
    rules=("C-ADU", "C-MKT", "C-AGE-S"),
)  # fmt: skip
