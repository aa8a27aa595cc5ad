"""Messages whose links lead to a domain of this week, or hide where they lead behind a shared shortener.

The message's own record says both, from the address alone. The template waits, one hash for all its texts: in
a day more than a hundred recipients are many for a young domain, while one text with a shared shortener is
enough. Messages without a template's hash are taken together. What nobody looked at is not known.
"""

from datetime import date, timedelta

from fairline.facts import Channel, Direction, Message
from fairline.policy import Act, Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, columns, count, distinct, equal, first_known, less_than, one_of
from fairline.signals.limits import industry, ours
from fairline.signals.windows import sliding

message = columns(Message)

YOUNG = timedelta(days=7)  # ours: most harmful domains are used in their first week
RECIPIENTS_MAX = ours(100, en="a new shop writes to friends first; D-URL of the catalogue",
                      fr="une jeune boutique écrit d'abord à ses proches : D-URL au catalogue")  # fmt: skip
NO_SHARED = industry(1, "CTIA, Messaging Principles and Best Practices (2023), 5.3.2")

sent = equal(message.direction, Direction.OUTBOUND)
young = both(sent, less_than(message.link_age, YOUNG))
shared = both(sent, one_of(message.channel, Channel.SMS, Channel.MMS), message.shared_shortener)
of_template, day = (message.account, first_known(message.template, "-")), sliding(hours=24)

CLAUSE = Clause(
    id="hidden-links", letter=Letter.D,
    title=Text(en="Young domains and shorteners", fr="Domaines récents et raccourcisseurs"),
    citation=Citation(
        law="CTIA, Messaging Principles and Best Practices (2023), 5.3.2 (embedded website links)",
        url="https://signalmash.com/2023/12/28/ctia-messaging-principles-best-practices-handbook",
        in_force=date(2023, 5, 1), checked_on=date(2026, 11, 24),
    ),
    innocent=(
        Text(en="A new brand, event or survey has a new domain.",
             fr="Une marque, un événement ou une enquête a un domaine tout neuf."),
        Text(en="The shortener is the customer's own, and nobody recorded that.",
             fr="Le raccourcisseur est celui du client, sans que ce soit noté."),
    ),
    runbook=Text(
        en="Hold the template, not the account. Look up the domain's holder, and follow the link only in a"
           " sandbox. Ask the customer for what the domain is and since when it is theirs. For a shortener,"
           " ask for one of their own; the texts then go out as they are.",
        fr="Retenez le modèle, non le compte. Cherchez le titulaire du domaine et ne suivez le lien que dans"
           " un environnement isolé. Demandez au client à quoi sert ce domaine et depuis quand il l'a. Pour"
           " un raccourcisseur, demandez-en un qui lui soit propre ; les textes partent ensuite tels quels.",
    ),
    rules=(
        Rule(id="D-URL", name="young-domain", mode=Mode.OBSERVE, severity=Severity.MAJOR, answer=Answer.HOLD,
             act=Act.HOLD,
             when=(distinct(message.recipient, of=young, by=of_template, over=day).above(RECIPIENTS_MAX),),
             title=Text(en="A domain of this week", fr="Domaine de la semaine"),
             reason=Text(en="One template sent {hits} people in 24 h to a domain under a week old; limit"
                            " {limit}.",
                         fr="En 24 h, un modèle a envoyé {hits} personnes vers un domaine de moins d'une"
                            " semaine ; limite {limit}.")),
        Rule(id="D-URL", name="shared-shortener", mode=Mode.ENFORCE, severity=Severity.MINOR,
             answer=Answer.CHALLENGE, act=Act.HOLD,
             when=(count(shared, of=shared, by=of_template, over=day).at_least(NO_SHARED),),
             title=Text(en="A shared shortener", fr="Raccourcisseur partagé"),
             reason=Text(en="Texts of one template in 24 h behind a shared shortener: {hits}.",
                         fr="Textes d'un modèle en 24 h derrière un raccourcisseur partagé : {hits}.")),
    ),
)  # fmt: skip
