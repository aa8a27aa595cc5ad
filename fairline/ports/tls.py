"""TLS for a port: its certificate and key, read from files at the start and again when they have changed."""

import ssl
from pathlib import Path

from fairline.facts.errors import FairlineError


class Certificates:
    """``context`` is what connections are opened with: each has what the files held when they were read last.

    With ``client_ca`` a client may show a certificate, which must then be signed by one of those in the file.
    """

    def __init__(self, where: str, certificate: Path, key: Path, client_ca: Path | None = None) -> None:
        """Read the files. ``where``: the table that names them. ``FairlineError`` if they do not fit."""
        self._where, self._certificate, self._key, self._client_ca = where, certificate, key, client_ca
        self.context = self._fresh = self._made()
        self.context.sni_callback = self._choose

    def reload(self) -> None:
        """Let new connections have what the files hold now. ``FairlineError``: all stays as it was."""
        self._fresh = self._made()

    def _choose(self, end: ssl.SSLObject, name: str | None, context: ssl.SSLContext) -> None:
        end.context = self._fresh

    def _made(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2  # RFC 8996 took back what is older
        try:
            # A key with a password is refused: without this, OpenSSL would ask for it at the terminal.
            context.load_cert_chain(self._certificate, self._key, password="")
        except (OSError, ssl.SSLError) as error:
            found = f"found {self._certificate} and {self._key}, which are no certificate and its key"
            raise FairlineError(f"{self._where}.certificate: {found} ({error})") from None
        if self._client_ca is not None:
            context.verify_mode = ssl.CERT_OPTIONAL
            try:
                context.load_verify_locations(self._client_ca)
            except (OSError, ssl.SSLError) as error:
                found = f"found {self._client_ca}, which holds no certificates"
                raise FairlineError(f"{self._where}.client_ca: {found} ({error})") from None
        return context


def check_files(where: str, certificate: Path | None, key: Path | None) -> None:
    """Refuse a certificate without its key, and a key without its certificate."""
    for name, have, other in (("key", certificate, key), ("certificate", key, certificate)):
        if have is not None and other is None:
            raise FairlineError(f"{where}.{name}: found none, wanted one, because the other is there")


def names_of(end: ssl.SSLObject | None) -> tuple[str, ...]:
    """Return whom the other end's certificate names, in lower case: hosts and the domains of SIP URIs among
    its subjectAltNames, and only without any of them its common name (RFC 5922 section 7.1). Empty if it
    showed none. That it is signed was checked when it came.
    """
    shown = None if end is None else end.getpeercert()
    if not shown:
        return ()
    # Python tells pairs of kind and text; of a subject, lists of such pairs.
    told = [(str(pair[0]), str(pair[1])) for pair in shown.get("subjectAltName", ())]
    found = [name for kind, value in told if (name := _name(kind, value))]
    if not found:
        subject = [pair for part in shown.get("subject", ()) for pair in part]
        found = [str(pair[1]) for pair in subject if pair[0] == "commonName"]
    return tuple(name.lower() for name in found)


def _name(kind: str, value: str) -> str | None:
    if kind == "DNS":
        return value
    scheme, _, rest = value.partition(":")
    return rest if kind == "URI" and scheme.lower() in ("sip", "sips") and "@" not in rest else None
