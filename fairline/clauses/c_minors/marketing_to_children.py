"""A campaign sells to children, and nobody checked the ages on its list, or children are known to be on it.

Measured when the campaign is put up for approval, and at each message that goes out for it. What the campaign
says of itself counts: meant for children, for marketing. Ages that nobody checked are not known, and an
unknown age holds here. Calls of such campaigns are held by their campaign's approval. Notices of schools and
clinics are no marketing. Birth years themselves are not sent to us: only whether any on the list is a
child's.
"""

from datetime import date

from fairline.facts import Campaign, Change, Direction, Message, Purpose, Setting
from fairline.policy import Act, Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, columns, count, either, equal, first_known, negated
from fairline.signals.limits import ours
from fairline.signals.windows import sliding

change, message, campaign = columns(Change), columns(Message), columns(Campaign)

ONE = ours(1, en="no child is sold to before ages are checked; C-MKT of the catalogue",
           fr="on ne vend rien à un enfant avant d'avoir vérifié les âges : C-MKT au catalogue")  # fmt: skip

sells_to_children = both(campaign.for_children, equal(campaign.purpose, Purpose.MARKETING))
ages_checked = first_known(change.ages_checked, campaign.ages_checked, False)
approval = both(
    equal(change.setting, Setting.CAMPAIGN_APPROVAL),
    sells_to_children,
    either(negated(ages_checked), first_known(change.reaches_minors, False)),
)
sent = both(
    equal(message.direction, Direction.OUTBOUND),
    sells_to_children,
    negated(first_known(campaign.ages_checked, False)),
)
day = sliding(hours=24)
approvals = count(approval, of=approval, by=(change.account, change.campaign), over=day)
messages = count(sent, of=sent, by=(message.account, message.campaign), over=day)

CLAUSE = Clause(
    id="marketing-to-children", letter=Letter.C,
    title=Text(en="Selling to children", fr="Démarchage des enfants"),
    citation=Citation(
        law="Directive 2005/29/EC annex I no. 28; Regulation (EU) 2022/2065 art. 28; 16 CFR Part 312",
        url="https://eur-lex.europa.eu/eli/dir/2005/29/oj",
        in_force=date(2007, 12, 12), checked_on=date(2026, 11, 24),
    ),
    innocent=(
        Text(en="The list holds parents, who buy for their children.",
             fr="La liste contient des parents, qui achètent pour leurs enfants."),
        Text(en="Ages were checked when people signed up, and the campaign does not say so.",
             fr="Les âges ont été vérifiés à l'inscription, sans que la campagne le dise."),
        Text(en="A school or club writes to families about its own courses.",
             fr="Une école ou un club écrit aux familles au sujet de ses propres cours."),
    ),
    runbook=Text(
        en="Ask how the list came about, how ages were checked and by whom. Look at the offer and at the"
           " birth years as a table of counts, never at the children's records. Let the campaign go once the"
           " check is on file and those below the age are off the list.",
        fr="Demandez d'où vient la liste, comment et par qui les âges ont été vérifiés. Regardez l'offre et"
           " le décompte par année de naissance, jamais les fiches des enfants. Laissez partir la campagne"
           " dès que la vérification est au dossier et que les plus jeunes sont retirés.",
    ),
    rules=(
        Rule(id="C-MKT", name="child-campaign-ages-unchecked", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.HOLD, act=Act.HOLD, when=(approvals.at_least(ONE),),
             title=Text(en="Campaign for children, ages unchecked", fr="Campagne enfantine, âges non"
                                                                       " vérifiés"),
             reason=Text(en="Campaign {campaign} sells to children and the ages on its list are not checked"
                            " (times: {hits}).",
                         fr="La campagne {campaign} vend aux enfants sans âges vérifiés sur la liste ({hits}"
                            " fois).")),
        Rule(id="C-MKT", name="child-marketing-messages", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.HOLD, act=Act.HOLD, when=(messages.at_least(ONE),),
             title=Text(en="Messages to children, ages unchecked", fr="Messages enfantins, âges non"
                                                                      " vérifiés"),
             reason=Text(en="Messages of {campaign} in 24 h that sell to children of unchecked age: {hits}.",
                         fr="Messages de {campaign} en 24 h vendant à des enfants d'âge non vérifié :"
                            " {hits}.")),
    ),
)  # fmt: skip
