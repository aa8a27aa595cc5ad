"""Slides of PowerPoint up to 2003, record by record ([MS-PPT])."""

from fairline.checks.files import streams
from fairline.checks.files.inside import Broken, Inside
from fairline.checks.files.signs import Sign

OBJECT, LINKED, ACTION, CONTROL, ENCRYPTION = 0x1011, 0x0FCE, 0x0FF3, 0x0FEE, 0x2F14
CONTAINER = 0xF  # 2.3.1: version of a record that holds others
RUN_PROGRAM = 2  # 2.8.6: what a click, or passing over, does
ENCRYPTED = 0xF3D1C4DF  # 2.3.2: token of an encrypted file


def judge(stream: bytes, inside: Inside) -> None:
    """Judge all records, those in containers as they come: a container is only its header here."""
    at = number = 0
    while at + 8 <= len(stream):
        head = int.from_bytes(stream[at : at + 2], "little")
        kind = int.from_bytes(stream[at + 2 : at + 4], "little")
        size = int.from_bytes(stream[at + 4 : at + 8], "little")
        at += 8
        number += 1
        if number % 1024 == 0:
            inside.count.look_at_the_clock(inside.level)
        if kind == LINKED:
            inside.mark(Sign.LINK_OUTSIDE)
        elif kind == CONTROL:
            inside.mark(Sign.CONTROL)
        elif kind == ENCRYPTION:
            inside.mark(Sign.ENCRYPTED)
        if head & 0xF == CONTAINER:
            continue
        body = stream[at : at + size]
        at += size
        if kind == OBJECT:
            _object(head >> 4, body, inside)
        elif kind == ACTION and body[8:9] == bytes((RUN_PROGRAM,)):
            inside.mark(Sign.SHORTCUT)


def judge_user(stream: bytes, inside: Inside) -> None:
    """Look at the token that says whether the slides are encrypted."""
    if int.from_bytes(stream[12:16], "little") == ENCRYPTED:
        inside.mark(Sign.ENCRYPTED)


def _object(instance: int, body: bytes, inside: Inside) -> None:
    """Judge an embedded object, or the project of macros: an OLE file, packed by zlib in instance 1."""
    if not instance:
        inside.hand(body)
        return
    inside.count.entry(inside.level)
    out = inside.collect(streams.deflated(memoryview(body)[4:], 15))
    if out is None:
        raise Broken("an object")
    inside.hand(out)
