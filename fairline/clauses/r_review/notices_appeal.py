"""What is sent about an appeal: that it was received, and how it was decided."""

from fairline.policy import Notice, Text

FURTHER = Text(
    en="If you do not agree, you may still go to an out-of-court body or to a court: {redress}.",
    fr="En cas de désaccord, un organe de règlement extrajudiciaire ou un juge restent ouverts : {redress}.",
)

NOTICES_APPEAL = (
    Notice(
        name="appeal-received",
        subject=Text(en="Your appeal {appeal} has arrived", fr="Votre recours {appeal} est arrivé"),
        paragraphs=(
            Text(
                en="We received it on {received}. It costs nothing. A person who took no part in the ruling"
                " decides it, and no machine does so alone.",
                fr="Nous l'avons reçu le {received}. Il est gratuit. Une personne qui n'a pas pris part à la"
                " décision l'examinera, et aucune machine ne le fera seule."),
            Text(
                en="What you sent is before that person. You may add to it until the decision.",
                fr="Ce que vous avez envoyé lui est soumis. Vous pouvez le compléter jusqu'à la décision."),
        ),
    ),
    Notice(
        name="appeal-upheld",
        subject=Text(
            en="Your appeal {appeal}: the ruling stands",
            fr="Votre recours {appeal} : la décision est maintenue"),
        paragraphs=(
            Text(
                en="We looked again at all of it. The ruling {ruling} stands, for these reasons: {reasons}",
                fr="Nous avons tout réexaminé. La décision {ruling} est maintenue, pour ces motifs :"
                " {reasons}"),
            FURTHER,
        ),
    ),
    Notice(
        name="appeal-overturned",
        subject=Text(
            en="Your appeal {appeal}: the ruling is overturned",
            fr="Votre recours {appeal} : la décision est infirmée"),
        paragraphs=(
            Text(
                en="You were right to appeal. The ruling {ruling} is overturned, for these reasons:"
                   " {reasons}",
                fr="Votre recours était fondé. La décision {ruling} est infirmée, pour ces motifs :"
                   " {reasons}"),
            Text(
                en="What it restricted has been restored by itself, as if it had not been ruled. The ruling"
                " does not count against you, and it counts against the rule that led to it.",
                fr="Ce qu'elle restreignait est rétabli de lui-même, comme si elle n'avait pas été prise."
                   " Elle ne compte pas contre vous, et elle compte contre la règle qui y a mené."),
        ),
    ),
)  # fmt: skip
