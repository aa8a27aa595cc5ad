"""Whether a customer is of a sector in which a failed or abused call can cost lives, or harm far and wide.

A sector says whom to ask, never what was done: a hospital's billing desk and its nurse call have one code.
"""

from fairline.law.sectors import sector_risk

LIFE = frozenset(
    {"nuclear", "air_navigation", "weapons", "defence", "medical", "health_care", "police_fire", "alarms"}
)
"""Classes of clause f: hazardous surroundings that need fail-safe control. Airlines' desks are none."""
HARM = frozenset({"hazardous", "grids"})
"""Classes that clause l adds: waste, chemicals, pipelines, rails, power grids."""


def needs_fail_safe(sectors: tuple[str, ...]) -> bool:
    """Whether any NAICS or NACE code of ``sectors`` is of a class of clause f."""
    return any(LIFE.intersection(sector_risk(code)) for code in sectors)


def can_do_great_harm(sectors: tuple[str, ...]) -> bool:
    """Whether any NAICS or NACE code of ``sectors`` is of a class that clause l adds."""
    return any(HARM.intersection(sector_risk(code)) for code in sectors)
