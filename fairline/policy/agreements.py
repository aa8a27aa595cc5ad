"""What a signed agreement excuses, as the one expression that every rule uses for it."""

from datetime import datetime

from fairline.facts import Agreement, Permit
from fairline.facts.permits import permitted
from fairline.signals import columns, derived, first_known

agreement = columns(Agreement)


def agreed(permit: Permit, *, at: datetime | None) -> bool:
    """Whether the account's agreement allows ``permit`` at ``at``, a column of what is counted.

    Never unknown: agreements are the provider's own file, so one that is not there, or that a side has not
    signed, allows nothing.
    """
    until = first_known(agreement.expires_at, at)
    signed = (agreement.customer_signed_at, agreement.provider_signed_at)
    return first_known(derived(permitted, agreement.permits, *signed, until, at, permit), False)
