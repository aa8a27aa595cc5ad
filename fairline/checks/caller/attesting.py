"""How far a provider can vouch for the number that a customer shows, by what it knows of both.

Source: ATIS-1000074 section 5.2.3. A: the customer is known and has a right to the number; B: the customer is
known; C: the call came in from elsewhere and is only passed on, or nobody knows whose it is.
"""

from datetime import datetime

from fairline.facts import Account, Attestation, Number

ORDER = (Attestation.GATEWAY, Attestation.PARTIAL, Attestation.FULL)


def supported(
    account: Account | None, number: Number | None, at: datetime, *, gateway: bool = False
) -> Attestation:
    """Return the most that can be signed. ``number``: what is known of the number that is shown.

    A right holds until its last instant. A number that never calls (do not originate) is nobody's to show.
    """
    if gateway or account is None:
        return Attestation.GATEWAY
    if number is None or number.account != account.id or number.do_not_originate is True:
        return Attestation.PARTIAL
    holds = number.right_until is None or at <= number.right_until
    return Attestation.FULL if holds else Attestation.PARTIAL


def at_most(asked: Attestation, most: Attestation) -> Attestation:
    """Return the lower of what is asked for and what can be signed."""
    return min(asked, most, key=ORDER.index)
