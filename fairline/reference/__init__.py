"""The reference as Markdown, made from the policy, the readers, the facts and the command line.

``python -m fairline.reference FOLDER`` writes it. What the program says elsewhere is not said again: limits,
windows, keys and laws are in the words of ``fairline explain``.
"""

from fairline.reference.pages import pages, write

__all__ = ["pages", "write"]
