"""A client of the HTTP port, typed: ``Client(url, key).decide(call)``, and ``AsyncClient`` the same awaited.

Requests are tried again, which is always safe: facts count once by their ids, an attempt asked
about again has the same answer, and each ruling carries an id of its own.
"""

from fairline.client.clients import AsyncClient, Client
from fairline.client.errors import ClientError, Unreachable

__all__ = ["AsyncClient", "Client", "ClientError", "Unreachable"]
