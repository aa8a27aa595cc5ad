"""What only adults may be offered (alcohol, tobacco, gambling, dating) goes to a list without a check of age.

Measured when a campaign or a voice menu is put up for approval, and at each message of such a campaign. Known
to be unchecked, the approval is refused; where nobody said, it waits for the proof. Which offers are for
adults, the campaign or its reviewer says; texts are not read.
"""

from datetime import date

from fairline.facts import Campaign, Change, Direction, Message, Setting
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, columns, count, either, equal, first_known, known, negated, one_of
from fairline.signals.limits import industry
from fairline.signals.windows import sliding

change, message, campaign = columns(Change), columns(Message), columns(Campaign)

ONE = industry(1, "CTIA Short Code Monitoring Handbook: age gate for adult content (SHAFT)",
               fr="CTIA, Short Code Monitoring Handbook : contrôle d'âge pour les offres"
                  " d'adultes")  # fmt: skip

ages_checked = first_known(change.ages_checked, campaign.ages_checked)
offer = both(
    one_of(change.setting, Setting.CAMPAIGN_APPROVAL, Setting.CALL_FLOW), either(change.adult, campaign.adult)
)
unchecked = both(offer, negated(ages_checked))
unsaid = both(offer, negated(known(ages_checked)))
sent = both(equal(message.direction, Direction.OUTBOUND), campaign.adult, negated(campaign.ages_checked))
by, day = (change.account, first_known(change.campaign, "-")), sliding(hours=24)

CLAUSE = Clause(
    id="adult-offers", letter=Letter.C, title=Text(en="Adult offers", fr="Offres réservées aux adultes"),
    citation=Citation(
        law="CTIA Short Code Monitoring Handbook, version 1.8 (adult content, age verification)",
        url="https://www.wmcglobal.com/resources/ctia-short-code-monitoring-handbook",
        in_force=date(2021, 1, 1), checked_on=date(2026, 11, 24),
    ),
    innocent=(
        Text(en="Ages were checked at the door, in a shop or by a payment card, and nobody recorded it.",
             fr="Les âges ont été vérifiés à l'entrée, en boutique ou par carte bancaire, sans trace."),
        Text(en="A pharmacy, clinic or charity speaks of the same subjects to help.",
             fr="Une pharmacie, une clinique ou une association parle de ces sujets pour aider."),
        Text(en="A wine shop writes about a delivery, not about an offer.",
             fr="Un caviste annonce une livraison, non une offre."),
    ),
    runbook=Text(
        en="Ask how the age of each person on the list was checked and when. A box to tick is no check; a"
           " date of birth confirmed at opt-in is. Look at the template or menu as it was sent in for"
           " approval. What went out nonetheless is stopped until the list is checked, and told to the"
           " message provider.",
        fr="Demandez comment et quand l'âge de chaque personne a été vérifié. Une case cochée n'est pas une"
           " vérification ; une date de naissance confirmée à l'inscription, oui. Regardez le modèle ou le"
           " menu tel qu'il a été soumis. Ce qui est parti quand même s'arrête jusqu'à vérification de la"
           " liste.",
    ),
    rules=(
        Rule(id="C-ADU", name="adult-offer-ages-unchecked", mode=Mode.ENFORCE, severity=Severity.CRITICAL,
             answer=Answer.HOLD, act=Act.REFUSE, evidence=Evidence.A,
             when=(count(unchecked, of=unchecked, by=by, over=day).at_least(ONE),),
             title=Text(en="Adult offer, ages unchecked", fr="Offre d'adultes, âges non vérifiés"),
             reason=Text(en="Campaign {campaign} offers what is for adults to people of unchecked age (times:"
                            " {hits}).",
                         fr="La campagne {campaign} propose à des personnes d'âge non vérifié ce qui est"
                            " réservé aux adultes ({hits} fois).")),
        Rule(id="C-ADU", name="adult-offer-ages-unsaid", mode=Mode.ENFORCE, severity=Severity.MAJOR,
             answer=Answer.CHALLENGE, act=Act.CHALLENGE,
             when=(count(unsaid, of=unsaid, by=by, over=day).at_least(ONE),),
             title=Text(en="Adult offer, check unknown", fr="Offre d'adultes, vérification inconnue"),
             reason=Text(en="Nobody said whether campaign {campaign}, for adults only, checks ages (times:"
                            " {hits}).",
                         fr="Nul n'a dit si la campagne {campaign}, pour adultes, vérifie les âges ({hits}"
                            " fois).")),
        Rule(id="C-ADU", name="adult-messages-ages-unchecked", mode=Mode.ENFORCE, severity=Severity.CRITICAL,
             answer=Answer.HOLD, act=Act.HOLD, evidence=Evidence.A,
             when=(count(sent, of=sent, by=(message.account, message.campaign), over=day).at_least(ONE),),
             title=Text(en="Adult messages, ages unchecked", fr="Messages d'adultes, âges non vérifiés"),
             reason=Text(en="Messages of {campaign} in 24 h for adults, ages unchecked: {hits}.",
                         fr="Messages de {campaign} en 24 h pour adultes, âges non vérifiés : {hits}.")),
    ),
)  # fmt: skip
