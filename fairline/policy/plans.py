"""The calling plans that limits differ by, with the fair-use bands that peers publish for their like.

The bands are samples: an operator has its own. They are minutes of a calendar month, of one seat in and out,
of one seat's calls out, or of a whole account. No plan has a number that holds for all, and none of them ever
suspends anybody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from fairline.policy.text import Text
from fairline.signals.limits import Limit, PerPlan, ours, peer

DEFAULT_PLAN = "contact-center"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan's name, whose published plan its band is taken from, and the band: minutes a month."""

    name: Text
    published: Text
    seat: int | None = None
    seat_outbound: int | None = None
    account: int | None = None


FAIR_USE = {
    "contact-center": Plan(
        name=Text(
            en="contact center seats with minutes included",
            fr="postes de centre de contact, minutes incluses",
        ),
        published=Text(
            en="8x8 Contact Center X6-X8, per concurrent seat", fr="8x8 Contact Center X6-X8, poste simultané"
        ),
        seat=4000,
    ),
    "contact-center-byoc": Plan(
        name=Text(
            en="contact center seats on the customer's own carrier",
            fr="postes de centre de contact, opérateur du client",
        ),
        published=Text(en="Genesys Cloud, BYOC, per user", fr="Genesys Cloud, BYOC, par utilisateur"),
        seat=6500,
    ),
    "business-phone": Plan(
        name=Text(
            en="business telephony, conversations only", fr="téléphonie d'entreprise, conversations seulement"
        ),
        published=Text(en="Vonage Business, unlimited plans", fr="Vonage Business, forfaits illimités"),
        seat=3000,
    ),
    "business-phone-extension": Plan(
        name=Text(en="business telephony by extension", fr="téléphonie d'entreprise par extension"),
        published=Text(en="AVOXI, 2016, per extension", fr="AVOXI, 2016, par extension"),
        seat=3600,
    ),
    "business-phone-light": Plan(
        name=Text(en="business telephony, light use", fr="téléphonie d'entreprise, usage léger"),
        published=Text(en="RingVoz, per user", fr="RingVoz, par utilisateur"),
        seat=2000,
    ),
    "business-phone-outbound": Plan(
        name=Text(
            en="business telephony, calls out included", fr="téléphonie d'entreprise, appels émis inclus"
        ),
        published=Text(en="Fonality, average per user", fr="Fonality, moyenne par utilisateur"),
        seat_outbound=1500,
    ),
    "small-office": Plan(
        name=Text(en="one line for a small office", fr="une ligne pour un petit bureau"),
        published=Text(en="VirtualPBX, per account", fr="VirtualPBX, par compte"),
        account=20_000,
    ),
    "pooled-minutes": Plan(
        name=Text(en="minutes pooled over the account", fr="minutes mises en commun"),
        published=Text(en="VoxDirect, per plan", fr="VoxDirect, par forfait"),
        account=30_000,
    ),
}
"""Each plan by its name in records and policy files."""

PLANS = {name: plan.name for name, plan in FAIR_USE.items()}


def seat_band(times: float = 1) -> PerPlan:
    """Return the minutes of a seat by plan, ``times`` as much. A plan without such a band, or that we do not
    know, has the usual plan's."""
    known = _bands(lambda plan: plan.seat, times)
    usual = known.pop(DEFAULT_PLAN)
    return PerPlan(tuple(known.items()), usual)


def outbound_band(times: float = 1) -> PerPlan:
    """Return the minutes out of a seat by plan, ``times`` as much; other plans have none."""
    return PerPlan(tuple(_bands(lambda plan: plan.seat_outbound, times).items()), None)


def account_band(times: float = 1) -> PerPlan:
    """Return the minutes of an account by plan, ``times`` as much; other plans have none."""
    return PerPlan(tuple(_bands(lambda plan: plan.account, times).items()), None)


def _bands(band: Callable[[Plan], int | None], times: float) -> dict[str, Limit]:
    return {
        name: _limit(minutes, plan.published, times)
        for name, plan in FAIR_USE.items()
        if (minutes := band(plan)) is not None
    }


def _limit(minutes: int, published: Text, times: float) -> Limit:
    """The peer's number, or ours where it is more or less than the peer's."""
    value = timedelta(minutes=minutes) * times
    if times == 1:
        return peer(value, published.en, fr=published.fr)
    french = str(times).replace(".", ",")
    return ours(
        value,
        en=f"{times} times the published band: {published.en}",
        fr=f"{french} fois la limite publiée\u00a0: {published.fr}",
    )
