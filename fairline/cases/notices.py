"""Letters to the customer: a notice of the policy with its slots filled, in one language."""

from dataclasses import dataclass

from fairline.cases.saying import Said, filled, said
from fairline.policy import Lang, Review


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenNotice:
    """A subject and paragraphs, in one language. Plain text."""

    subject: str
    paragraphs: tuple[str, ...]


def written_notice(name: str, lang: Lang, review: Review, /, **values: Said) -> WrittenNotice:
    """Return the notice ``name`` with its slots filled. Raises ``KeyError`` for a slot without a value."""
    notice = review.notices[name]
    return WrittenNotice(
        subject=said(filled(notice.subject, **values), lang),
        paragraphs=tuple(said(filled(each, **values), lang) for each in notice.paragraphs),
    )
