"""What a signed identity costs: known before, new with a known certificate; a certificate judged, one signed.

By processor time of one core, medians of rounds; the bare ES256 verification of the same library is measured
right beside, because it is most of what a new identity costs and differs from machine to machine. Nothing is
fetched: certificates are there.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from statistics import median
from time import process_time

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from bench.sections import Measured, Scale, Table, micros, rate
from bench.timing import frozen
from fairline.checks.caller import Anchors, Credentials, Proof, Shown, Signer, Verifier
from fairline.checks.caller.authority import OBJECT_ID
from fairline.checks.caller.certificates import judged
from fairline.facts import Attestation

NOW = datetime(2026, 11, 30, tzinfo=UTC)
X5U = "https://certificates.example.com/signer.pem"
CODE = bytes.fromhex("3008a006160437303941")  # one provider's code
REACH = {"known before": 50_000, "new, certificate known": 8_000}
"""The issue's: identities a second on one core."""
KNOWN_TIMES = 20  # how often each identity comes again


def measure(scale: Scale) -> Measured:
    """Measure each in turn, as often as the scale says."""
    number = {"quick": 200, "usual": 4_000, "large": 20_000}[scale.name]
    root_key, key = generate_private_key(SECP256R1()), generate_private_key(SECP256R1())
    root, pem = _certificates(root_key, key)
    anchors, at = Anchors([root]), NOW.timestamp()
    signer = Signer(key, X5U)
    shown = [_shown(signer, each) for each in range(number)]
    bare = [b"x" * 400 + each.to_bytes(4, "big") for each in range(number)]
    hashed = ECDSA(SHA256())
    signatures = [key.sign(each, hashed) for each in bare]
    public = key.public_key()

    def bare_verify() -> int:
        for data, signature in zip(bare, signatures, strict=True):
            public.verify(signature, data, hashed)
        return len(bare)

    def new() -> int:
        verifier = _verifier(anchors, pem, at)
        return _passed(verifier, shown, at)

    warm = _verifier(anchors, pem, at)
    _passed(warm, shown, at)

    def known() -> int:
        return sum(_passed(warm, shown, at) for _ in range(KNOWN_TIMES))

    def certificate() -> int:
        for _ in range(number // 10):
            assert not hasattr(judged(pem, anchors, at, authority_needed=True), "fault")
        return number // 10

    def sign() -> int:
        for each in range(number):
            _signed(signer, each)
        return number

    work: dict[str, Callable[[], int]] = {
        "known before": known,
        "new, certificate known": new,
        "bare ES256 verification of the library": bare_verify,
        "certificate judged, chain of two": certificate,
        "signed": sign,
    }
    seconds: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(scale.rounds):
        for name, each in work.items():
            seconds[name].append(_once(each))
    rows = tuple(_row(name, median(found)) for name, found in seconds.items())
    ratio = median(seconds["new, certificate known"]) / median(
        seconds["bare ES256 verification of the library"]
    )
    table = Table(
        title="Signed caller identities, one core",
        headings=("what", "a second", "processor us", "wanted a second"),
        rows=rows,
        note=f"A new identity costs {ratio:.2f} times the bare verification of its signature.",
    )
    return Measured(tables=(table,))


def _row(name: str, seconds: float) -> tuple[str, ...]:
    wanted = REACH.get(name)
    return (name, rate(1 / seconds), micros(seconds), "-" if wanted is None else f"{wanted:,}")


def _once(work: Callable[[], int]) -> float:
    with frozen():
        begun = process_time()
        done = work()
        return (process_time() - begun) / done


def _passed(verifier: Verifier, shown: Sequence[Shown], at: float) -> int:
    for each in shown:
        found = verifier.verify(each, at)
        assert isinstance(found, Proof)
        assert found.fault is None
    return len(shown)


def _verifier(anchors: Anchors, pem: bytes, at: float) -> Verifier:
    credentials = Credentials(anchors)
    credentials.put(X5U, pem, at)
    return Verifier(credentials)


def _signed(signer: Signer, number: int) -> str:
    return signer.shaken(
        caller=_caller(number),
        called=("+12025550123",),
        attestation=Attestation.FULL,
        issued=int(NOW.timestamp()),
        origid=f"bench-{number}",
    )


def _shown(signer: Signer, number: int) -> Shown:
    identity = _signed(signer, number)
    return Shown(
        identities=(identity,), caller=_caller(number), called=("+12025550123",), call=f"{number}@bench"
    )


def _caller(number: int) -> str:
    return f"+1303555{number:04d}"


def _certificates(
    root_key: EllipticCurvePrivateKey, key: EllipticCurvePrivateKey
) -> tuple[x509.Certificate, bytes]:
    """Return a root, and a signer's certificate below it as PEM."""
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "root")])
    root = _builder(name, name, root_key).add_extension(
        x509.BasicConstraints(ca=True, path_length=None), critical=True
    )
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "SHAKEN 709A")])
    listed = x509.UnrecognizedExtension(x509.ObjectIdentifier(OBJECT_ID), CODE)
    signer = _builder(subject, name, key).add_extension(listed, critical=False)
    signed = signer.sign(root_key, SHA256())
    return root.sign(root_key, SHA256()), signed.public_bytes(Encoding.PEM)


def _builder(subject: x509.Name, issuer: x509.Name, key: EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=30))
    )
