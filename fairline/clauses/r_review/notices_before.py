"""What is sent before or with a measure: notice, warning, throttle. The statement of reasons goes with it."""

from fairline.policy import Notice, Text

REASONS = Text(
    en="The statement of reasons {statement} says what was found, by which measure, under which clause and"
    " law, and how you can contest it.",
    fr="L'exposé des motifs {statement} dit ce qui a été constaté, par quelle mesure, selon quelle clause et"
    " quelle loi, et comment le contester.",
)
APPEAL = Text(
    en="You may appeal free of charge until {appeal_until}. Another person than the one who ruled decides.",
    fr="Vous pouvez former un recours gratuit jusqu'au {appeal_until}. Une autre personne que celle qui a"
    " décidé l'examinera.",
)

NOTICES_BEFORE = (
    Notice(
        name="notice",
        subject=Text(
            en="For your information: {object}", fr="Pour votre information : {object}"),
        paragraphs=(
            Text(
                en="We have noticed the following about {object}. Nothing is restricted, and nothing is asked"
                " of you.",
                fr="Nous avons observé ce qui suit au sujet de {object}. Rien n'est restreint, et rien ne"
                   " vous est demandé."),
            Text(
                en="If there is an ordinary explanation, a word from you saves both of us a second letter.",
                fr="S'il y a une explication ordinaire, un mot de votre part nous évitera une seconde"
                " lettre."),
        ),
    ),
    Notice(
        name="warning",
        subject=Text(
            en="Please answer or mend by {cure_until}: {object}",
            fr="À expliquer ou à corriger avant le {cure_until} : {object}"),
        paragraphs=(
            Text(
                en="What we found about {object} does not agree with clause {clause} of the fair-use policy."
                " You have {cure_days} days, until {cure_until}, to show that it does or to mend it.",
                fr="Ce que nous avons constaté au sujet de {object} n'est pas conforme à la clause {clause}"
                   " de la politique d'usage équitable. Vous avez {cure_days} jours, jusqu'au {cure_until},"
                   " pour montrer le contraire ou pour corriger."),
            Text(
                en="Until then nothing is restricted. If it goes on after that day, this may follow: {next}.",
                fr="D'ici là, rien n'est restreint. Si cela continue après cette date, il peut s'ensuivre"
                " ceci : {next}."),
            REASONS,
        ),
    ),
    Notice(
        name="throttle",
        subject=Text(en="Slowed down: {object}", fr="Débit ralenti : {object}"),
        paragraphs=(
            Text(
                en="From {effective} on, what leaves {object} is slowed down or waits for a person. It is not"
                " blocked.",
                fr="À partir du {effective}, ce qui part de {object} est ralenti ou attend un examen. Ce"
                   " n'est pas bloqué."),
            Text(
                en="You have {cure_days} days, until {cure_until}, to mend it. We lift the restriction as"
                   " soon as you have.",
                fr="Vous avez {cure_days} jours, jusqu'au {cure_until}, pour corriger. La restriction est"
                " levée dès que c'est fait."),
            REASONS,
            APPEAL,
        ),
    ),
)  # fmt: skip
