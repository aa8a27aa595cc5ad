"""How many rulings may be overturned before their rule only observes; how many breaches end a contract."""

from fairline.policy import Period, Text
from fairline.signals import ours, peer

CTM = {
    "source": "CallTrackingMetrics, article 37108612350093: in 2 of any 6 months",
    "fr": "CallTrackingMetrics, article 37108612350093 : en 2 mois sur 6",
}
REPEATS = (
    Period(name="repeat", unit="breaches",
           title=Text(en="fewest breaches, this one included, that end a contract for a nuisance",
                      fr="plus petit nombre de manquements, celui-ci compris, pour résilier pour une gêne"),
           limit=peer(2, **CTM)),
    Period(name="repeat-window", unit="months",
           title=Text(en="within which these breaches lie", fr="délai où tombent ces manquements"),
           limit=peer(6, **CTM)),
)  # fmt: skip
REVERSALS = (
    Period(name="reversal-target", unit="share",
           title=Text(en="share of rulings overturned to stay below",
                      fr="part des décisions infirmées à ne pas atteindre"),
           limit=ours(0.05, en="R.6 of the catalogue", fr="R.6 du catalogue")),
    Period(name="reversal-max", unit="share",
           title=Text(en="share of rulings overturned past which a rule only observes",
                      fr="part des décisions infirmées au-delà de laquelle une règle ne fait qu'observer"),
           limit=ours(0.10, en="R.6 of the catalogue", fr="R.6 du catalogue")),
    Period(name="reversal-base", unit="rulings",
           title=Text(en="fewest rulings by which a rule is judged",
                      fr="plus petit nombre de décisions pour juger une règle"),
           limit=ours(20, en="below it, one overturned ruling weighs more than half of the limit",
                      fr="en deçà, une seule décision infirmée pèse plus de la moitié de la limite")),
    Period(name="reversal-window", unit="days",
           title=Text(en="rulings of how long count for it", fr="ancienneté des décisions qui comptent"),
           limit=ours(365, en="an appeal may come six months after the ruling, and takes time to decide",
                      fr="un recours peut venir six mois après la décision, et demande du temps")),
)  # fmt: skip
