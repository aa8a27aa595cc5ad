"""The rows of the catalogue, each of which is somewhere in the policy: working, held always, or a draft.

A row is an id that rules share. None is dropped: what cannot be measured says which fact it lacks.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from fairline.policy.clause import Clause, Letter
from fairline.policy.text import Text
from fairline.policy.words import Mode

ROWS: dict[Letter, tuple[str, ...]] = {
    Letter.A: (
        "A-HRS", "A-HOL", "A-DNC", "A-OPT", "A-REV", "A-FRQ", "A-CLI", "A-REC", "A-EMG", "A-RNG", "A-AIV",
        "A-SNC", "A-ABN-US", "A-ABN-CA", "A-ABN-IT", "A-ABN-UK", "A-SIL", "A-HRS-B", "A-REC-B", "A-CMP",
        "A-TRB", "A-FRD", "A-DEB",
    ),
    Letter.B: (
        "B-SDC", "B-S12", "B-CAN", "B-ASR", "B-DIAL", "B-BR", "B-SEQ", "B-UNR", "B-CPS", "B-TIE", "B-SNW",
        "B-RTRY", "B-FWD-C", "B-FWD-P", "B-FWD-V", "B-TRK-U", "B-LOOP", "B-ACC", "B-CONF", "B-TFP",
        "B-IRSF", "B-WAN", "B-AIT",
    ),
    Letter.C: (
        "C-AGE-I", "C-AGE-S", "C-MKT", "C-ADU", "C-CSAM", "C-GRM",
    ),
    Letter.D: (
        "D-AV", "D-URL", "D-FLD", "D-BRU", "D-TDOS", "D-API", "D-MED",
    ),
    Letter.E: (
        "E-CLI-I", "E-DNO", "E-HDR", "E-IDT", "E-ATT", "E-LBL", "E-HAR", "E-ABU", "E-DEC",
    ),
    Letter.F: (
        "F-KYC", "F-WRD", "F-TEL", "F-EMG", "F-API", "F-911",
    ),
    Letter.G: (
        "G-CONS", "G-STOP", "G-HELP", "G-P2P", "G-CAP", "G-BLAST", "G-OPT", "G-QH", "G-TRAP", "G-HRV",
        "G-DICT", "G-FAIL",
    ),
    Letter.H: (
        "H-SEAT", "H-SHARE", "H-PLAN", "H-CONT", "H-VOL", "H-COH", "H-PAT", "H-API", "H-STO", "H-IDLE",
    ),
    Letter.I: (
        "I-CIR-01", "I-CIR-02", "I-CIR-03", "I-CIR-04", "I-CIR-05", "I-CIR-06", "I-CIR-07", "I-CIR-08",
        "I-CIR-09", "I-CIR-10", "I-CIR-11",
    ),
    Letter.J: (
        "J-MON", "J-REC", "J-FORK", "J-DOWN", "J-MITM", "J-SIM", "J-PCI", "J-LEG",
    ),
    Letter.K: (
        "K-KYC", "K-DIV", "K-CLI", "K-SUB", "K-TRF", "K-BIL",
    ),
}  # fmt: skip
"""Every row by its letter. Clause l shares the detectors of clause f and has rows of our own."""


class State(Enum):
    """How far a row is in the policy."""

    WORKING = Text(en="working", fr="en service")
    INVARIANT = Text(en="always holds", fr="toujours garantie")
    DRAFT = Text(en="draft", fr="projet")
    ABSENT = Text(en="absent", fr="absente")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: ``rules`` that work for it, or what it lacks, or what holds it."""

    id: str
    letter: Letter
    state: State
    rules: tuple[str, ...]
    missing: Text | None = None
    held_by: Text | None = None


def coverage(clauses: Iterable[Clause]) -> tuple[Row, ...]:
    """Return every row of the catalogue, and those that ``clauses`` have beside it, in order."""
    clauses = tuple(clauses)
    own = {(clause.letter, rule.id) for clause in clauses for rule in clause.rules}
    listed = [(letter, each) for letter in Letter for each in ROWS.get(letter, ())]
    more = sorted(own.difference(listed), key=lambda pair: pair[1])
    return tuple(_row(letter, each, clauses) for letter, each in [*listed, *more])


def _row(letter: Letter, of: str, clauses: tuple[Clause, ...]) -> Row:
    rules = tuple(
        rule.name
        for clause in clauses
        for rule in clause.rules
        if rule.id == of and rule.mode is not Mode.DRAFT
    )
    missing = next((each.missing for clause in clauses for each in clause.drafts if each.id == of), None)
    held = next((each.held_by for clause in clauses for each in clause.invariants if each.id == of), None)
    state = State.ABSENT
    if rules:
        state = State.WORKING
    elif held is not None:
        state = State.INVARIANT
    elif missing is not None:
        state = State.DRAFT
    return Row(id=of, letter=letter, state=state, rules=rules, missing=missing, held_by=held)
