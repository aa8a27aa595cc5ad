"""A campaign that does not say who it is, says it is another, or speaks with a living person's copied voice.

A check on a lawful basis finds that the start of calls names nobody, that the landing page sells for another
than the seller, or that a voice is a clone; one that the person allowed is none. Confirmed by a person it is
held; a score only makes us ask. A brand shown that is not the seller's name is asked about as well: trade
names are common. Whether an AI's voice is announced as such is in what the flow says, and not told apart.
"""

from datetime import date
from decimal import Decimal

from fairline.facts import Basis, Call, Campaign, Direction, Inspection, Topic
from fairline.policy import Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import at_least, both, columns, count, equal, first_known, law, negated, ours, sliding
from fairline.signals.expressions import one_of

found, call, campaign = columns(Inspection), columns(Call), columns(Campaign)

CONFIRMED = law(1, "47 CFR 64.1200(b)(1); 16 CFR 310.3(a); Regulation (EU) 2024/1689 art. 50",
                fr="47 CFR 64.1200(b)(1) ; 16 CFR 310.3(a) ; règlement (UE) 2024/1689 art. 50")  # fmt: skip
SCORED = ours(
    1, en="one finding by score is enough to ask", fr="un constat d'après un score suffit à demander"
)
OTHER_BRAND_MAX = ours(50,
    en="a slip of a script shows on a call or two, a wrong brand all day",
    fr="une erreur de script touche un appel ou deux, une fausse marque toute la journée")  # fmt: skip
SCORE_MIN = Decimal("0.9")  # ours: below it, a check is often wrong
NO_CAMPAIGN = "-"

day, week = sliding(hours=24), sliding(days=7)
deceit = both(
    one_of(found.topic, Topic.NO_IDENTITY, Topic.VOICE_CLONE, Topic.SECTOR_MISMATCH),
    one_of(found.basis, Basis.CUSTOMER, Basis.COMPLAINT, Basis.ORDER, Basis.METADATA),
    negated(first_known(found.allowed, False)),
)
confirmed = both(deceit, equal(found.confirmed, True))
scored = both(deceit, negated(first_known(found.confirmed, False)), at_least(found.score, SCORE_MIN))
other_brand = both(
    equal(call.direction, Direction.OUTBOUND),
    negated(equal(call.brand, first_known(call.seller, campaign.seller))),
)
of_campaign = (found.account, first_known(found.campaign, NO_CAMPAIGN))
deceits = count(confirmed, of=confirmed, by=of_campaign, over=week)
suspicions = count(scored, of=scored, by=of_campaign, over=day)
brands = count(other_brand, of=other_brand, by=(call.account, call.campaign, call.brand), over=day)

CLAUSE = Clause(
    id="deception", letter=Letter.E, title=Text(en="Who speaks, and for whom", fr="Qui parle, et pour qui"),
    citation=Citation(
        law="47 CFR 64.1200(b)(1); 16 CFR 310.3(a); Regulation (EU) 2024/1689 art. 50",
        url="https://www.ecfr.gov/current/title-16/section-310.3",
        in_force=date(2003, 3, 31), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="The brand is a trade name of the seller.", fr="La marque est un nom commercial du vendeur."),
        Text(en="The speaker lent the voice and agreed to its copy.",
             fr="Le locuteur a prêté sa voix et accepté la copie."),
        Text(en="The name is said by the agent after the greeting, within the law's time.",
             fr="L'agent dit le nom après l'accueil, dans le temps que la loi accorde."),
    ),
    runbook=Text(
        en="Compare the first ten seconds of the script, the name shown and the landing page with the seller"
        " that the campaign names. Ask for the register entry of a trade name, and for the speaker's written"
        " agreement to a copied voice. Judge the campaign, not one agent's slip.",
        fr="Comparez les dix premières secondes du script, le nom affiché et la page d'arrivée au vendeur que"
        " nomme la campagne. Demandez l'inscription du nom commercial, et l'accord écrit du locuteur pour une"
        " voix copiée. Jugez la campagne, pas l'écart d'un agent.",
    ),
    rules=(
        Rule(id="E-DEC", name="deceit-confirmed", mode=Mode.ENFORCE, severity=Severity.MAJOR,
             answer=Answer.HOLD, evidence=Evidence.A, when=(deceits.at_least(CONFIRMED),),
             title=Text(en="Deceit, confirmed", fr="Tromperie confirmée"), reason=Text(
                 en="Findings of the week that nobody is named, another is, or a voice is copied: {hits}.",
                 fr="Constats de la semaine : nul n'est nommé, un autre l'est, ou une voix est copiée ;"
                 " {hits}.")),
        Rule(id="E-DEC", name="deceit-suspected", mode=Mode.OBSERVE, severity=Severity.MINOR,
             answer=Answer.CHALLENGE, evidence=Evidence.D, when=(suspicions.at_least(SCORED),),
             title=Text(en="Deceit, by score", fr="Tromperie, d'après un score"), reason=Text(
                 en="Signs of a missing or wrong name, or of a copied voice, by score alone: {hits}.",
                 fr="Signes d'un nom absent ou faux, ou d'une voix copiée, d'après le seul score : {hits}.")),
        Rule(id="E-DEC", name="brand-not-sellers", mode=Mode.OBSERVE, severity=Severity.MINOR,
             answer=Answer.CHALLENGE, when=(brands.above(OTHER_BRAND_MAX),),
             title=Text(en="Brand that is not the seller's", fr="Marque qui n'est pas celle du vendeur"),
             reason=Text(
                 en="Calls that show {brand}, another name than their seller's: {hits}; the limit is"
                 " {limit}.",
                 fr="Appels qui affichent {brand}, autre nom que le vendeur : {hits} ; la limite est de"
                 " {limit}.")),
    ),
)  # fmt: skip
