"""Names of domains: which part of a name somebody registered, by the public suffix list that a package ships.

Nothing is downloaded: the list is as old as the installed ``publicsuffixlist``, which comes out weekly.
"""

from functools import cache, lru_cache
from importlib.metadata import version

from publicsuffixlist import PublicSuffixList

LIST = "publicsuffixlist"


@cache
def _list() -> PublicSuffixList:
    return PublicSuffixList()


def suffixes_version() -> str:
    """Return the package's version, which ends in the day of its list."""
    return f"{LIST} {version(LIST)}"


@lru_cache(maxsize=65_536)
def registrable(domain: str) -> str:
    """Return the organizational domain (RFC 7489, 3.2): what was registered under a public suffix.

    A public suffix itself, as ``co.uk``, and a name of one label come back as they are, in lower case and
    without a last dot. The list's private part counts: ``a.github.io`` and ``b.github.io`` are two.
    """
    name = domain.rstrip(".").lower()
    found = _list().privatesuffix(name)
    return name if found is None else found


@lru_cache(maxsize=65_536)
def suffix(domain: str) -> str:
    """Return the public suffix of a name: ``co.uk`` of ``a.co.uk``; of an unknown one its last label."""
    found = _list().publicsuffix(domain.rstrip(".").lower())
    return domain.rpartition(".")[2].lower() if found is None else found


@lru_cache(maxsize=16_384)
def is_top_level(label: str) -> bool:
    """Return whether the list knows ``label`` as a top-level domain, in Unicode or as ``xn--``."""
    return _list().publicsuffix(label.lower(), accept_unknown=False) is not None
