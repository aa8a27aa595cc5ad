"""The eight conditions under which a ruling takes effect at once, without notice. Source: catalogue, R.2."""

from fairline.policy import Condition, Text

NAMES = ("grave", "certain", "smallest", "persons", "statement", "expiry", "lasting", "review")

CONDITIONS = (
    Condition(
        number=1, name=NAMES[0],
        title=Text(en="it is grave, ordered, or endangers the network now",
                   fr="c'est grave, ordonné, ou le réseau est en danger maintenant"),
        holds=Text(en="the harm is {harm} of 4, or it is ordered, or the network is in danger",
                   fr="le dommage est de {harm} sur 4, ou c'est ordonné, ou le réseau est en danger"),
        fails=Text(en="the harm is {harm} of 4; from 3 on it would be grave enough",
                   fr="le dommage est de {harm} sur 4 ; il faudrait 3 au moins"),
        unknown=Text(en="nobody has said how grave the harm"
                        " is", fr="personne n'a dit la gravité du dommage")),
    Condition(
        number=2, name=NAMES[1],
        title=Text(en="a certain record, not only a score", fr="une pièce certaine, pas seulement un score"),
        holds=Text(en="{items} items are of class A", fr="{items} éléments sont de classe A"),
        fails=Text(en="no item is of class A", fr="aucun élément n'est de classe A"),
        unknown=Text(en="no evidence is attached", fr="aucune preuve n'est jointe")),
    Condition(
        number=3, name=NAMES[2],
        title=Text(en="the smallest scope that stops the harm",
                   fr="la plus petite portée qui arrête le dommage"),
        holds=Text(en="every smaller scope was considered and would not stop it",
                   fr="chaque portée plus petite a été envisagée et ne suffirait pas"),
        fails=Text(en="a smaller scope would stop it: {scope}",
                   fr="une portée plus petite suffirait : {scope}"),
        unknown=Text(en="nobody has said why a smaller scope would not do: {scope}",
                     fr="personne n'a dit pourquoi une portée plus petite ne suffirait pas : {scope}")),
    Condition(
        number=4, name=NAMES[3],
        title=Text(en="two persons; one for a number in danger of life, ratified within 4 h",
                   fr="deux personnes ; une seule pour un numéro en cas de danger, ratifiée sous 4 h"),
        holds=Text(en="{persons} of {wanted} persons have decided or ratified in time",
                   fr="{persons} personnes sur {wanted} ont décidé ou ratifié à temps"),
        fails=Text(en="{persons} of {wanted} persons have decided or ratified in time",
                   fr="{persons} personnes sur {wanted} ont décidé ou ratifié à temps"),
        unknown=Text(en="nobody is named who decides", fr="personne n'est nommé pour décider")),
    Condition(
        number=5, name=NAMES[4],
        title=Text(en="the statement of reasons leaves at the same moment",
                   fr="l'exposé des motifs part au même moment"),
        holds=Text(en="it is sent by the time the ruling takes effect, or delayed with a reason and an end",
                   fr="il part au plus tard à la prise d'effet, ou son retard a un motif et un terme"),
        fails=Text(en="it is late, or delayed for more than {days} days after the decision",
                   fr="il est en retard, ou différé de plus de {days} jours après la décision"),
        unknown=Text(en="nobody has said when it is sent", fr="personne n'a dit quand il part")),
    Condition(
        number=6, name=NAMES[5],
        title=Text(en="it ends by itself unless another person renews it",
                   fr="la mesure prend fin d'elle-même, sauf renouvellement par une autre personne"),
        holds=Text(en="it ends in time", fr="elle prend fin à temps"),
        fails=Text(en="it lasts longer than {hours} h, or its renewal is by the same person",
                   fr="elle dure plus de {hours} h, ou la même personne la renouvelle"),
        unknown=Text(en="it has no end", fr="elle n'a pas de terme")),
    Condition(
        number=7, name=NAMES[6],
        title=Text(en="emergency calls, port-out, data export, billing and complaints keep working",
                   fr="appels d'urgence, portabilité, export des données, facturation et plaintes"
                      " continuent"),
        holds=Text(en="all of them keep working", fr="tout cela continue"),
        fails=Text(en="this would stop: {what}", fr="ceci s'arrêterait : {what}"),
        unknown=Text(en="nobody has confirmed that this keeps working: {what}",
                     fr="personne n'a confirmé que ceci continue : {what}")),
    Condition(
        number=8, name=NAMES[7],
        title=Text(en="looked at again within 5 business days", fr="réexaminé sous 5 jours ouvrés"),
        holds=Text(en="the review is done or due in time", fr="le réexamen est fait ou prévu à temps"),
        fails=Text(en="the review is overdue, or set after {day}",
                   fr="le réexamen est en retard, ou prévu après le {day}"),
        unknown=Text(en="no day is set for the review", fr="aucun jour n'est fixé pour le réexamen")),
)  # fmt: skip
