"""The made-up people of the sample provider, and the mark of a folder that was made for them."""

from typing import NamedTuple

MARK = "sample-provider"
"""A file of this name in the data folder says that nothing in it is real. Only the demo writes it; it holds
by how many seconds the sample provider's clock is ahead of ours."""
PASSWORD = "fair-use-is-shown"


class Sample(NamedTuple):
    """Somebody made up: how they sign in, what they are called, what for, and their language."""

    name: str
    given: str
    family: str
    role: str
    language: str


PEOPLE = (
    Sample("rosa", "Rosa", "Martin", "reviewer", "en"),
    Sample("sami", "Sami", "Okafor", "senior", "en"),
    Sample("lea", "Léa", "Fontaine", "legal", "fr"),
    Sample("noor", "Noor", "Haddad", "engineer", "en"),
    Sample("ada", "Ada", "Lind", "auditor", "en"),
)
