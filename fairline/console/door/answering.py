"""Answers to questions. A late one is taken too; whoever reads it sees that it was late."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from fairline.cases.saying import filled
from fairline.console.appeals.bringing import TEXT_CHARS_MAX
from fairline.console.appeals.refused import NotTaken
from fairline.console.appeals.words import TOO_LONG
from fairline.console.cases.models import Case, CaseEvent, State
from fairline.console.files.keeping import keep, looked_at
from fairline.console.people.models import Person
from fairline.console.records.log import record
from fairline.console.rulings.models import Challenge
from fairline.policy import Text

NO_ANSWER = Text(en="write an answer", fr="écrivez une réponse")
ANSWERED = Text(en="this question has been answered", fr="cette question a déjà reçu une réponse")


def belongs(question: Challenge) -> str:
    """Return what the files of an answer belong to."""
    return f"challenge:{question.pk}"


def is_late(question: Challenge) -> bool:
    """Whether the answer came after its day."""
    return question.answered_at is not None and question.answered_at > question.due_at


def answer(
    question: Challenge, by: Person, text: str, files: Sequence["UploadedFile[Any]"], now: datetime
) -> Challenge:
    """Take an answer, and put the case before people again. The same again changes nothing.

    ``NotTaken`` and ``files.keeping.Refused`` say why not.
    """
    if not text.strip():
        raise NotTaken(NO_ANSWER)
    if len(text) > TEXT_CHARS_MAX:
        raise NotTaken(filled(TOO_LONG, limit=TEXT_CHARS_MAX))
    sent = looked_at(files, by.account, now)
    with transaction.atomic():
        question = Challenge.objects.select_for_update().get(pk=question.pk)
        if question.answered_at is not None:
            if question.answer == text.strip() and question.answered_by == by.username:
                return question
            raise NotTaken(ANSWERED)
        question.answer, question.answered_at, question.answered_by = text.strip(), now, by.username
        question.save(update_fields=["answer", "answered_at", "answered_by"])
        keep(sent, by, by.account, belongs(question), now)
        _to_people(question, by, now)
        record(by.username, "challenge.answered", f"challenge:{question.pk}", late=is_late(question))
    return question


def _to_people(question: Challenge, by: Person, now: datetime) -> None:
    case = Case.objects.select_for_update().get(pk=question.case_id)
    CaseEvent.objects.create(case=case, at=now, who=by.username, what="answered", text=question.answer)
    case.changed_at = max(case.changed_at, now)
    case.version += 1
    if case.state == State.ASKED:
        case.state = State.OPEN
    case.save(update_fields=["state", "changed_at", "version"])
