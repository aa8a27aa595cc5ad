"""Whether a number calls for help. A number that does so anywhere does so here: none may be missed."""

from functools import lru_cache

from fairline.law.book import LawBook


def calls_for_help(law: LawBook, number: str) -> bool:
    """Whether ``number``, as it was dialed, is an emergency number of any place of the law book."""
    return number in _anywhere(law)


@lru_cache(maxsize=8)  # books that are open at once are few
def _anywhere(law: LawBook) -> frozenset[str]:
    return law.all_emergency_numbers()
