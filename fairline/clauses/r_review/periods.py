"""Every span and share that the review keeps to, and whose it is."""

from fairline.policy import Period, Text
from fairline.signals import law, ours, peer

R2 = {"en": "the catalogue, R.2", "fr": "le catalogue, R.2"}

CURE = Period(
    name="cure",
    unit="days",
    title=Text(en="time to mend", fr="délai pour corriger"),
    limit=ours(
        10,
        en="R.2 of the catalogue: two working weeks are enough to change a list or a setting",
        fr="R.2 du catalogue : deux semaines ouvrées suffisent pour changer une liste ou un réglage",
    ),
)
CURE_SLOW = Period(
    name="cure-slow",
    unit="days",
    title=Text(
        en="time to mend the quality of traffic, excessive use or resale",
        fr="délai pour corriger la qualité du trafic, un usage excessif ou la revente",
    ),
    limit=peer(
        30,
        "Twilio, terms of 2016, article 223136067: 30 days to cure",
        fr="Twilio, conditions de 2016, article 223136067 : 30 jours pour corriger",
    ),
)
NOTICE_TERMINATION = Period(
    name="notice-termination",
    unit="days",
    title=Text(en="notice before termination", fr="préavis de résiliation"),
    limit=law(
        30,
        "Regulation (EU) 2019/1150, art. 4(2); repeal proposed in COM(2025) 837, verify",
        fr="règlement (UE) 2019/1150, art. 4(2) ; abrogation proposée par COM(2025) 837, à vérifier",
    ),
)
PERIODS = (
    CURE, CURE_SLOW, NOTICE_TERMINATION,
    Period(name="occasion", unit="days",
           title=Text(en="after which a breach is a first one again",
                      fr="délai au bout duquel un manquement redevient un premier"),
           limit=ours(90, en="R.3 of the catalogue", fr="R.3 du catalogue")),
    Period(name="expiry-number", unit="hours",
           title=Text(en="end of a number's suspension without notice",
                      fr="terme de la suspension d'un numéro sans préavis"),
           limit=ours(72, **R2)),
    Period(name="expiry-service", unit="hours",
           title=Text(en="end of a service's suspension without notice",
                      fr="terme de la suspension d'un service sans préavis"),
           limit=ours(168, **R2)),
    Period(name="ratification", unit="hours",
           title=Text(en="for a second person to ratify a number's suspension",
                      fr="pour qu'une seconde personne ratifie la suspension d'un numéro"),
           limit=ours(4, **R2)),
    Period(name="review", unit="business days",
           title=Text(en="for the review of what took effect without notice",
                      fr="pour le réexamen de ce qui a pris effet sans préavis"),
           limit=ours(5, **R2)),
    Period(name="delayed-statement", unit="days",
           title=Text(en="longest delay of a statement of reasons",
                      fr="plus long retard d'un exposé des motifs"),
           limit=ours(14, **R2)),
    Period(name="appeal", unit="months",
           title=Text(en="to appeal", fr="pour former un recours"),
           limit=law(6, "Regulation (EU) 2022/2065, art. 20(1); kept to for every customer",
                     fr="règlement (UE) 2022/2065, art. 20(1) ; accordé à tout client")),
    Period(name="interpretation", unit="days",
           title=Text(en="notice of a stricter"
                         " interpretation", fr="préavis d'une interprétation plus stricte"),
           limit=law(15, "Regulation (EU) 2019/1150, art. 3(2); repeal proposed in COM(2025) 837, verify",
                     fr="règlement (UE) 2019/1150, art. 3(2) ; abrogation proposée par COM(2025) 837,"
                     " à vérifier")),
)  # fmt: skip
