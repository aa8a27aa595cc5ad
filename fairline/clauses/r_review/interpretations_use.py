"""The first interpretations: excessive, continuous, circumvention."""

from datetime import timedelta

from fairline.clauses.r_review.interpretations_calls import IN_FORCE, PUBLISHED
from fairline.policy import Interpretation, Text, Threshold
from fairline.signals import peer

EXCESSIVE = Interpretation(
    number=9, version=1, term="excessive", published_on=PUBLISHED, in_force_from=IN_FORCE,
    title=Text(en="Excessive", fr="Excessif"),
    text=Text(
        en="Use is excessive against what seats of the same plan use, for three months in a row, never"
           " against one number for all. Being told, another plan or a fee come first; volume alone never"
           " suspends.",
        fr="Un usage est excessif par rapport aux postes du même forfait, trois mois de suite, jamais par"
           " rapport à un nombre unique. Informer, changer de forfait ou facturer vient d'abord ; le volume"
           " seul ne suspend jamais."),
    reasons=Text(
        en="A season or an outage makes any month a peak. Providers publish twice the average, and three"
        " months.",
        fr="Une saison ou une panne fait d'un mois une pointe. Des opérateurs publient le double de la"
           " moyenne, et trois mois."),
    rules=("H-VOL", "H-COH", "H-PAT", "H-STO", "H-API", "H-IDLE"),
    thresholds=(
        Threshold(rule="H-COH", limit=peer(2.0, "Phonetex; RingCentral and AT&T",
                                           fr="Phonetex ; RingCentral et AT&T"),
                  title=Text(en="times the mean of the cohort, three months in a row, at most",
                             fr="fois la moyenne de la cohorte, trois mois de suite, au plus")),
    ),
)  # fmt: skip
CONTINUOUS = Interpretation(
    number=10, version=1, term="continuous", published_on=PUBLISHED, in_force_from=IN_FORCE,
    title=Text(en="Continuous or unauthorized", fr="Continu ou non autorisé"),
    text=Text(
        en="Use is continuous when no one person could do it: a call past the longest one carried, a seat"
           " that talks day and night. It is unauthorized when several people share what was sold for one. A"
           " desk shared around the world under its contract is not meant.",
        fr="Un usage est continu quand aucune personne ne pourrait le faire seule : un appel plus long que"
           " le maximum, un poste qui parle jour et nuit. Il est non autorisé quand plusieurs personnes"
           " partagent ce qui est vendu pour une. Un poste partagé par contrat d'un fuseau à l'autre n'est"
           " pas visé."),
    reasons=Text(
        en="The limit is what a body can do, not what a price can bear.",
        fr="La limite est ce que peut un corps, non ce que supporte un prix."),
    rules=("H-CONT", "H-SEAT", "H-SHARE", "H-PLAN"),
    thresholds=(
        Threshold(rule="H-CONT", limit=peer(timedelta(hours=4), "Twilio, article 223180028"),
                  title=Text(en="length of one call, at most", fr="durée d'un appel, au plus")),
    ),
)  # fmt: skip
CIRCUMVENTION = Interpretation(
    number=11, version=1, term="circumvention", published_on=PUBLISHED, in_force_from=IN_FORCE,
    title=Text(en="Circumvention", fr="Contournement"),
    text=Text(
        en="It circumvents a limit to arrange use so that the limit is not seen: split over accounts, numbers"
        " changed after complaints, a control switched off. At least two independent links make accounts one;"
        " one link never does.",
        fr="Contourner une limite, c'est disposer l'usage pour qu'elle ne se voie pas : partage entre"
           " comptes, numéros changés après des plaintes, contrôle désactivé. Deux liens indépendants au"
           " moins font de comptes un seul ; un lien, jamais."),
    reasons=Text(
        en="Franchises, mergers and failovers look alike from outside, so who it was is asked first.",
        fr="Franchises, fusions et secours se ressemblent vus du dehors : on demande d'abord qui c'était."),
    rules=("I-CIR-",),
)  # fmt: skip
