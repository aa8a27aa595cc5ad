"""The HTTP port by TLS: with certificates made here, read again while it runs."""

import asyncio
import ssl
from ipaddress import IPv4Address
from pathlib import Path

import httpx
import pytest
from certificates import Authority
from cryptography.x509 import DNSName, IPAddress
from http_made import ALL, JSON, WAIT_S, End, call, listed, run, told

from fairline.facts.errors import FairlineError
from fairline.ports.http_settings import HttpSettings


async def serial(end: End, authority: Authority) -> object:
    """Return which certificate the port shows."""
    context = ssl.create_default_context(cafile=authority.file)
    opening = asyncio.open_connection(end.host, end.number, ssl=context, server_hostname="port.example.com")
    _, writer = await asyncio.wait_for(opening, WAIT_S)
    found = writer.get_extra_info("peercert")["serialNumber"]
    writer.close()
    return found


def test_decisions_by_tls_and_nothing_without(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    names = DNSName("port.example.com"), IPAddress(IPv4Address("127.0.0.1"))
    certificate, key = authority.signed("port", *names)

    async def test(end: End) -> None:
        context = ssl.create_default_context(cafile=authority.file)
        headers = {"authorization": f"Bearer {end.key('tls', *ALL)}"}
        async with httpx.AsyncClient(verify=context, timeout=WAIT_S, headers=headers) as client:
            url = f"https://{end.host}:{end.number}"
            answer = await client.post(f"{url}/v1/decide", content=listed(call()), headers=JSON)
            assert answer.status_code == 200
            assert len(told(answer)) == 1
            assert (await client.get(f"{url}/openapi.json")).status_code == 200
        with pytest.raises(httpx.TransportError):
            await end.web.get("/openapi.json")
        first = await serial(end, authority)
        authority.signed("port", *names)
        end.port.reload_certificates()
        second = await serial(end, authority)
        assert first != second
        certificate.write_text("nothing")
        with pytest.raises(FairlineError, match=r"ports\.http\.certificate: found .*port\.crt"):
            end.port.reload_certificates()
        assert await serial(end, authority) == second

    run(test, tmp_path, certificate=certificate, key=key)


def test_a_certificate_needs_its_key() -> None:
    with pytest.raises(FairlineError, match=r"ports\.http\.key: found none"):
        HttpSettings(certificate=Path("a"))
