"""What is sent with a suspension, a termination or a restoration."""

from fairline.clauses.r_review.notices_before import APPEAL, REASONS
from fairline.policy import Notice, Text

LASTING = Text(
    en="This keeps working: emergency calls, taking your numbers to another provider, the export of your"
    " data, billing, complaints and appeals.",
    fr="Ceci continue de fonctionner : les appels d'urgence, la portabilité de vos numéros, l'export de vos"
    " données, la facturation, les plaintes et les recours.",
)

NOTICES_AFTER = (
    Notice(
        name="suspension",
        subject=Text(en="Suspended: {object}", fr="Suspension : {object}"),
        paragraphs=(
            Text(
                en="{object} is suspended from {effective} until {expires}. The suspension is there to stop"
                " the harm; it does not say that you meant it.",
                fr="{object} est suspendu du {effective} au {expires}. La suspension sert à arrêter le"
                " dommage ; elle ne dit pas qu'il était voulu."),
            Text(
                en="It ends by itself on that day unless another person renews it with reasons of its own.",
                fr="Elle prend fin d'elle-même à cette date, sauf si une autre personne la renouvelle en la"
                " motivant à nouveau."),
            LASTING, REASONS, APPEAL,
        ),
    ),
    Notice(
        name="termination",
        subject=Text(
            en="Termination on {effective}: {object}", fr="Résiliation au {effective} : {object}"),
        paragraphs=(
            Text(
                en="We end the contract for {object} on {effective}, with {notice_days} days of notice. Two"
                " persons decided it.",
                fr="Nous mettons fin au contrat pour {object} le {effective}, avec un préavis de"
                   " {notice_days} jours. Deux personnes l'ont décidé."),
            Text(
                en="Until then you can move your numbers and your data; your data stays available for"
                " {export_days} days after that.",
                fr="D'ici là, vous pouvez transférer vos numéros et vos données ; celles-ci restent"
                " disponibles {export_days} jours de plus."),
            LASTING, REASONS, APPEAL,
        ),
    ),
    Notice(
        name="restoration",
        subject=Text(en="Restored: {object}", fr="Rétablissement : {object}"),
        paragraphs=(
            Text(
                en="From {effective} on, {object} works again as before. You need not do anything.",
                fr="À partir du {effective}, {object} fonctionne à nouveau comme avant. Vous n'avez rien à"
                " faire."),
            Text(
                en="If something still does not work, tell us: we count it as our mistake.",
                fr="Si quelque chose ne fonctionne toujours pas, dites-le-nous : ce sera notre erreur."),
        ),
    ),
)  # fmt: skip
