"""A mail that came as a file: its parts are judged as files. What it says is for other checks."""

from email import policy
from email.message import Message
from email.parser import BytesParser

from fairline.checks.files.inside import Broken, Inside
from fairline.checks.files.signs import Sign

PARTS_MAX = 1000  # ours: of one mail


def opened(data: bytes, inside: Inside) -> None:
    """Judge every part of a mail that is a file."""
    if data.count(b"\n--") > 4 * PARTS_MAX:
        raise inside.count.stop(Sign.TOO_MANY, inside.level, PARTS_MAX)
    message = BytesParser(policy=policy.compat32).parsebytes(data)
    for number, part in enumerate(message.walk()):
        if number == PARTS_MAX:
            raise inside.count.stop(Sign.TOO_MANY, inside.level, PARTS_MAX)
        inside.count.entry(inside.level)
        if not part.is_multipart():
            _part(part, inside)


def _part(part: Message, inside: Inside) -> None:
    try:
        body, name = part.get_payload(decode=True), part.get_filename()
    except (ValueError, LookupError, AssertionError) as problem:
        raise Broken("mail") from problem
    if not isinstance(body, bytes) or not body:
        return
    inside.count.came_out(len(body), inside.level)
    if name is None and part.get_content_maintype() == "text":
        inside.hand(body, part=True)
    else:
        inside.hand(body, name)
