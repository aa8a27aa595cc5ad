"""Files: what they are by content, what they carry, and whether they may go on.

``examiner.py`` is the way in: an ``Examiner`` judges a ``Look``. ``seen.py`` has what it answers.
"""
