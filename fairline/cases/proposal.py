"""A ruling as it is put forward, with all that it is held against."""

from dataclasses import dataclass

from fairline.cases.days import BusinessDays
from fairline.cases.evidence import EvidenceItem
from fairline.cases.interpretations import InterpretationRegister
from fairline.cases.ruling import Ruling
from fairline.policy import Review


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A ruling, the items of evidence it may rest on, and the rulings that stand: none was overturned."""

    ruling: Ruling
    items: tuple[EvidenceItem, ...]
    earlier: tuple[Ruling, ...]
    register: InterpretationRegister
    days: BusinessDays
    review: Review

    @property
    def cited(self) -> tuple[EvidenceItem, ...]:
        """The items that the ruling names and that are about its account or what it restricts."""
        subjects = (self.ruling.scope.account, self.ruling.scope.id)
        return tuple(
            item for item in self.items if item.sha256 in self.ruling.evidence and item.subject in subjects
        )

    @property
    def renewed(self) -> Ruling | None:
        """The ruling that this one renews, if it is known."""
        return next((each for each in self.earlier if each.id == self.ruling.renews), None)
