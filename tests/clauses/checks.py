"""Results of checks and complaints for the tables of clauses that rest on them."""

from datetime import datetime, timedelta
from decimal import Decimal

from fairline.facts import Basis, Complaint, ComplaintSource, Inspection
from tests.clauses.attempts import TICK
from tests.clauses.traffic import MONDAY

ON_THE_HOUR = MONDAY + timedelta(hours=1)  # where weeks that slide by two hours begin


def checked(**fields: object) -> Inspection:
    """Return what a check on a complaint found and a person confirmed."""
    shared: dict[str, object] = {
        "id": "1", "at": ON_THE_HOUR, "account": "acme", "basis": Basis.COMPLAINT, "confirmed": True,
    }  # fmt: skip
    return Inspection(**shared | fields)  # type: ignore[arg-type]


def scored(score: str, **fields: object) -> Inspection:
    """Return what a check scores and nobody looked at."""
    return checked(**{"score": Decimal(score), "confirmed": None} | fields)


def complaints(people: int, /, start: datetime = MONDAY, **fields: object) -> list[Complaint]:
    """Return complaints of so many people about one number, a microsecond apart."""
    shared: dict[str, object] = {
        "account": "acme", "number": "+12125550101", "source": ComplaintSource.PERSON,
    }  # fmt: skip
    return [
        Complaint(
            id=f"{start} {fields} {each}", at=start + each * TICK,
            **{"complainant": f"{start} {each}"} | shared | fields,  # type: ignore[arg-type]
        )
        for each in range(people)
    ]  # fmt: skip
