"""fairline: a fair-use policy as code. See DESIGN notes in ``docs/explanation``."""

__version__ = "0.1.0"
