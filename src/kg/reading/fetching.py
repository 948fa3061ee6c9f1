"""Documents from http(s) addresses, without being led to the machines behind the firewall.

Every hop is resolved here, every address it resolves to is checked, and the connection goes to the address that was
checked: a name that changes its mind between the check and the connection gains nothing.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import ReadError, TooLarge
from kg.reading.limits import Limits

if TYPE_CHECKING:
    import httpx

_AGENT = "kg (policy knowledge graph; reads single documents)"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PRIVATE_HINT = "to allow it: --allow-private, or private = true under [limits] in kg.toml"


@dataclass(frozen=True, slots=True)
class Fetched:
    """The bytes, the charset of the Content-Type header, and the last address."""

    data: bytes
    charset: str | None
    address: str


def fetch(address: str, *, limits: Limits) -> Fetched:
    """What is at the address. Raises ReadError, and TooLarge for what is over the limit of bytes or seconds."""
    import httpx

    deadline = time.monotonic() + limits.seconds
    seen: list[str] = []
    try:
        url = httpx.URL(address)
        with httpx.Client(trust_env=False, follow_redirects=False) as client:
            while True:
                seen.append(str(url))
                with _response(client, url, limits, deadline) as response:
                    if response.status_code not in _REDIRECTS:
                        return _received(response, url, limits, deadline)
                    target = response.headers.get("location")
                if not target:
                    raise ReadError(f"the server answers {response.status_code} without saying where to")
                if len(seen) > limits.redirects:
                    raise ReadError(f"redirects more than {limits.redirects} times")
                url = url.join(target)
    except httpx.InvalidURL as error:
        raise ReadError(f"is no address ({error})") from error
    except httpx.TimeoutException as error:
        raise _late(limits) from error
    except httpx.HTTPError as error:
        raise ReadError(f"cannot be fetched ({type(error).__name__}: {error})") from error


@contextmanager
def _response(client: httpx.Client, url: httpx.URL, limits: Limits, deadline: float) -> Iterator[httpx.Response]:
    import httpx

    if url.scheme not in ("http", "https") or not url.host:
        raise ReadError(f"is no http(s) address: {url}")
    left = deadline - time.monotonic()
    if left <= 0:
        raise _late(limits)
    port = url.port or (443 if url.scheme == "https" else 80)
    checked = _checked(url.host, port, limits)
    request = client.build_request(
        "GET",
        url.copy_with(host=checked, username=None, password=None),
        headers={"Host": _host(url), "User-Agent": _AGENT, "Accept-Encoding": "gzip, identity"},
        extensions={"sni_hostname": url.host, "timeout": httpx.Timeout(min(left, 30.0)).as_dict()},
    )
    response = client.send(request, stream=True)
    try:
        yield response
    finally:
        response.close()


def _host(url: httpx.URL) -> str:
    return url.netloc.decode("ascii")


def _checked(host: str, port: int, limits: Limits) -> str:
    """An address of the host to connect to, once all its addresses are found to be public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise ReadError(f"there is no host {host}") from error
    addresses = [str(info[4][0]) for info in found]
    for address in addresses:
        if not limits.private and not is_public(address):
            raise ReadError(
                f"{host} is an address of this machine or of a private network ({address})", hint=_PRIVATE_HINT
            )
    return addresses[0].partition("%")[0]


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, also when it is wrapped into an IPv6 address."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


def _received(response: httpx.Response, url: httpx.URL, limits: Limits, deadline: float) -> Fetched:
    if response.status_code != 200:
        raise ReadError(f"the server answers {response.status_code} {response.reason_phrase}".rstrip())
    length = response.headers.get("content-length", "")
    if length.isdigit() and int(length) > limits.bytes:
        raise _large(limits)
    data = bytearray()
    for chunk in response.iter_bytes():
        data += chunk
        if len(data) > limits.bytes:
            raise _large(limits)
        if time.monotonic() > deadline:
            raise _late(limits)
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", response.headers.get("content-type", ""), re.IGNORECASE)
    clean = url.copy_with(username=None, password=None)
    return Fetched(bytes(data), charset[1] if charset else None, str(clean))


def _large(limits: Limits) -> TooLarge:
    return TooLarge(f"is larger than {limits.bytes / 1048576:.4g} MB", hint="raise the limit bytes")


def _late(limits: Limits) -> TooLarge:
    return TooLarge(f"takes more than {limits.seconds:g} seconds to fetch", hint="raise the limit seconds")
