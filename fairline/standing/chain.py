"""What an attempt hangs on: its account, and what is known of service, campaign, user, device and number."""

from fairline.policy import ScopeKind
from fairline.standing.standings import Subject


def chain(
    account: str,
    *,
    service: str | None = None,
    campaign: str | None = None,
    user: str | None = None,
    device: str | None = None,
    number: str | None = None,
) -> tuple[Subject, ...]:
    """Return the subjects of an attempt, the widest first. What is ``None`` is unknown and has none."""
    parts = (
        (ScopeKind.SERVICE, service),
        (ScopeKind.CAMPAIGN, campaign),
        (ScopeKind.USER, user),
        (ScopeKind.DEVICE, device),
        (ScopeKind.NUMBER, number),
    )
    known = tuple(Subject(kind, account, name) for kind, name in parts if name is not None)
    return (Subject(ScopeKind.ACCOUNT, account, account), *known)
