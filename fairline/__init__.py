"""fairline: a fair-use policy as code. ``docs/README.md`` says where what is written."""

__version__ = "0.1.0"
