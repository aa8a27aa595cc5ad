"""How much of a mail is read. All ours: ten times what honest mail has, and little enough for a second."""

MAIL_BYTES_MAX = 40 * 1024 * 1024
"""Large providers take 25 MB, base64 makes 35 of it."""
HEAD_BYTES_MAX = 256 * 1024
"""All header fields of one mail or part together."""
FIELDS_MAX = 1000
"""Header fields of one mail or part."""
BLANKS_MAX = 2000
"""Spaces in a row within a header: libraries take quadratic time over more."""
PARAMETERS_MAX = 4096
"""Letters of a Content-Type or Content-Disposition; a longer one is read as if it were not there."""
WORDS_MAX = 8192
"""Letters of a header whose encoded words (RFC 2047) are undone; a longer one stays as it is."""
DEPTH_MAX = 20
"""Multiparts and mails within each other."""
PARTS_MAX = 1000
"""Parts of a mail, of all depths together."""
