"""The right to review, as data: what evidence permits, conditions, ladder, periods, notices, interpretations.

It holds no clause: it says what may follow when one is broken.
"""

from fairline.clauses.r_review.circumstances import CIRCUMSTANCES, LASTING
from fairline.clauses.r_review.conditions import CONDITIONS
from fairline.clauses.r_review.evidence_needs import MORE_THAN_VOLUME, NEEDS, VOLUME_CLAUSE
from fairline.clauses.r_review.interpretations_calls import ABUSIVE_DIALING, SEVERAL_CALLS
from fairline.clauses.r_review.interpretations_people import DECEPTIVE, FOR_MINORS, OBJECTIONABLE
from fairline.clauses.r_review.interpretations_sale import HIGH_RISK, INTERCEPTION, SERVICE_BUREAU
from fairline.clauses.r_review.interpretations_traffic import BULK, INTERFERENCE, PUMPING
from fairline.clauses.r_review.interpretations_use import CIRCUMVENTION, CONTINUOUS, EXCESSIVE
from fairline.clauses.r_review.ladder import HARMS, LADDER, SLOW_TO_MEND
from fairline.clauses.r_review.notices_after import NOTICES_AFTER
from fairline.clauses.r_review.notices_appeal import NOTICES_APPEAL
from fairline.clauses.r_review.notices_before import NOTICES_BEFORE
from fairline.clauses.r_review.periods import PERIODS
from fairline.clauses.r_review.reversals import REPEATS, REVERSALS
from fairline.policy import Review

REVIEW = Review(
    needs=NEEDS,
    conditions=CONDITIONS,
    ladder=LADDER,
    circumstances=CIRCUMSTANCES,
    periods={each.name: each for each in (*PERIODS, *REPEATS, *REVERSALS)},
    slow_to_mend=SLOW_TO_MEND,
    volume_clause=VOLUME_CLAUSE,
    more_than_volume=MORE_THAN_VOLUME,
    notices={each.name: each for each in (*NOTICES_BEFORE, *NOTICES_AFTER, *NOTICES_APPEAL)},
    interpretations=(
        ABUSIVE_DIALING, SEVERAL_CALLS, PUMPING, INTERFERENCE, BULK, OBJECTIONABLE, DECEPTIVE, FOR_MINORS,
        EXCESSIVE, CONTINUOUS, CIRCUMVENTION, INTERCEPTION, SERVICE_BUREAU, HIGH_RISK,
    ),
    lasting=LASTING,
    harms=HARMS,
)  # fmt: skip
