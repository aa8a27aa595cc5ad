"""Facts whose key is no account: one address, many accounts."""

from datetime import timedelta

from fairline.facts import Access, Deed, Fact
from tests.signals.made_up import START


def sprayed() -> list[Fact]:
    """Passwords tried from one address at twelve accounts, and one that fits."""
    return [
        Access(
            id=f"spray {number}",
            at=START + timedelta(seconds=20 * number),
            account=f"tried-{number}",
            user=f"user-{number}",
            ip="192.0.2.7",
            deed=Deed.LOGIN,
            succeeded=number == 11,
        )
        for number in range(60)
    ]
