"""Workbooks of Excel up to 2003, record by record ([MS-XLS])."""

import re

from fairline.checks.files.inside import Inside
from fairline.checks.files.signs import Sign

FILEPASS, SUPBOOK, BOUNDSHEET, NOTHING = 0x2F, 0x1AE, 0x85, 0
MACRO_SHEET = 1  # 2.4.28: dt of a sheet of Excel 4 macros
OWN, ADD_IN = 0x0401, 0x3A01  # 2.4.271: supporting links that point at the workbook itself or at functions
SEPARATOR = "\x03"  # 2.5.277: between the program and the topic of a DDE link
NETWORK = ("\x01@", "\x05")
"""2.5.277, after the first sign: the path is on a share, or behind a protocol. Others are on a disk."""


def judge(stream: bytes, inside: Inside) -> None:
    """Judge the records of a workbook. An encrypted one ends at the record that says so: all after it is."""
    at = 0
    while at + 4 <= len(stream):
        kind = int.from_bytes(stream[at : at + 2], "little")
        size = int.from_bytes(stream[at + 2 : at + 4], "little")
        body = stream[at + 4 : at + 4 + size]
        at += 4 + size
        if kind == FILEPASS:
            inside.mark(Sign.ENCRYPTED)
            return
        if kind == BOUNDSHEET and len(body) > 5 and body[5] == MACRO_SHEET:
            inside.mark(Sign.SHEET_MACRO)
        elif kind == SUPBOOK:
            _link(body, inside)
        elif kind == NOTHING and size == 0:
            inside.count.look_at_the_clock(inside.level)


def _link(body: bytes, inside: Inside) -> None:
    size = int.from_bytes(body[2:4], "little")
    if size in (OWN, ADD_IN) or len(body) < 5:
        return
    path = body[5:].decode("utf-16-le" if body[4] & 1 else "latin-1", errors="replace")
    if SEPARATOR in path and not path.startswith("\x01"):
        inside.mark(Sign.DDE)
    elif path[1:].startswith(NETWORK) or re.search(r"(?:https?|ftp):", path, re.IGNORECASE) is not None:
        inside.mark(Sign.LINK_OUTSIDE)
