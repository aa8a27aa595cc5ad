"""What an agreement allows beyond the policy, at one instant. Pure; nothing here is looked up."""

from datetime import datetime

from fairline.facts.registry import Permit


def permitted(
    permits: tuple[Permit, ...],
    customer_signed_at: datetime,
    provider_signed_at: datetime,
    until: datetime,
    at: datetime,
    permit: Permit,
) -> bool:
    """Whether an agreement allows ``permit`` at ``at``: both had signed by then, and it had not ended.

    It holds from the instant of the later signature up to and including ``until``. A rule gives ``at`` for
    the end of an agreement that names none, and takes an agreement that is not on file, or that one side has
    not signed, for none: it is the provider's own file.
    """
    return permit in permits and customer_signed_at <= at and provider_signed_at <= at <= until
