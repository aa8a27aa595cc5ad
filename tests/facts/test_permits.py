"""What an agreement allows: only what it names, once both have signed, and not after its end."""

from datetime import UTC, datetime, timedelta

import pytest

from fairline.facts import Agreement, Call, Fact, Permit
from fairline.facts.permits import permitted
from fairline.signals import columns, derived, first_known
from fairline.signals.expressions import expression
from fairline.signals.oracle import Oracle

SIGNED = datetime(2026, 3, 2, tzinfo=UTC)
END = datetime(2027, 3, 2, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)
RESALE = (Permit.RESALE,)

CASES: dict[str, tuple[tuple[Permit, ...], datetime, datetime, datetime, datetime, bool]] = {
    "between the signatures and the end": (RESALE, SIGNED, SIGNED, END, SIGNED + MOMENT, True),
    "at the later signature": (RESALE, SIGNED, SIGNED - MOMENT, END, SIGNED, True),
    "whoever signs later": (RESALE, SIGNED - MOMENT, SIGNED, END, SIGNED, True),
    "not before the customer signed": (RESALE, SIGNED + MOMENT, SIGNED, END, SIGNED, False),
    "nor before the provider did": (RESALE, SIGNED, SIGNED + MOMENT, END, SIGNED, False),
    "up to its end": (RESALE, SIGNED, SIGNED, END, END, True),
    "and not after it": (RESALE, SIGNED, SIGNED, END, END + MOMENT, False),
    "only what it names": ((Permit.CLIENTS, Permit.DIALER), SIGNED, SIGNED, END, END, False),
    "among other things": ((Permit.CLIENTS, Permit.RESALE), SIGNED, SIGNED, END, END, True),
    "an agreement may permit nothing": ((), SIGNED, SIGNED, END, END, False),
}


@pytest.mark.parametrize("name", CASES)
def test_permitted(name: str) -> None:
    permits, customer, provider, until, at, expected = CASES[name]
    assert permitted(permits, customer, provider, until, at, Permit.RESALE) is expected


call, agreement = columns(Call), columns(Agreement)
allowed = derived(
    permitted,
    agreement.permits,
    agreement.customer_signed_at,
    agreement.provider_signed_at,
    first_known(agreement.expires_at, call.started_at),
    call.started_at,
    Permit.RESALE,
)


def of_a_call(at: datetime, **fields: object) -> object:
    """Return what the expression of clauses says of a call under an agreement with these fields."""
    signed = {"customer_signed_at": SIGNED, "provider_signed_at": SIGNED, "permits": RESALE}
    deal = Agreement(id="a", at=SIGNED, account="acme", **(signed | fields))  # type: ignore[arg-type]
    facts: list[Fact] = [deal, Call(id="1", started_at=at, account="acme")]
    return Oracle(facts).value(expression(allowed), 1)


def test_an_agreement_that_names_no_end_holds() -> None:
    assert of_a_call(SIGNED + timedelta(days=3650)) is True
    assert of_a_call(END + MOMENT, expires_at=END) is False


@pytest.mark.parametrize("missing", ["permits", "customer_signed_at", "provider_signed_at"])
def test_what_nobody_wrote_down_is_unknown(missing: str) -> None:
    assert of_a_call(END, **{missing: None}) is None


def test_without_an_agreement_it_is_unknown() -> None:
    facts = [Call(id="1", started_at=END, account="acme")]
    assert Oracle(facts).value(expression(allowed), 0) is None
