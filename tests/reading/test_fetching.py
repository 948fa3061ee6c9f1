"""Addresses: what is fetched, and where kg does not go. Tried on a server of this machine."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kg.errors import ReadError, TooLarge
from kg.reading import Limits, Source, read
from kg.reading.fetching import is_public

ALLOWED = Limits(private=True, bytes=200_000, seconds=3.0, redirects=2)
PAGE = "<p>The board shall meet – every month.</p>"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/act":
            self._send(PAGE.encode("cp1252"), "text/html; charset=windows-1252")
        elif path == "/packed":
            self._send(gzip.compress(PAGE.encode()), "text/html", ("Content-Encoding", "gzip"))
        elif path == "/bomb":
            self._send(gzip.compress(b" " * 50_000_000), "text/html", ("Content-Encoding", "gzip"))
        elif path == "/large":
            self._send(b"x" * 300_000, "text/plain")
        elif path == "/slow":
            self.send_response(200)
            self.end_headers()
            for _ in range(100):
                try:
                    self.wfile.write(b"The board shall meet. ")
                    self.wfile.flush()
                except OSError:
                    return
                time.sleep(0.2)
        elif path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", path[3:] if path != "/to/file" else "file:///etc/passwd")
            self.end_headers()
        elif path == "/round":
            self.send_response(302)
            self.send_header("Location", "/round")
            self.end_headers()
        elif path == "/host":
            self._send(f"The host shall be {self.headers['Host']}.".encode(), "text/plain")
        else:
            self.send_error(404)

    def _send(self, data: bytes, kind: str, *headers: tuple[str, str]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for header in headers:
            self.send_header(*header)
        self.end_headers()
        try:
            self.wfile.write(data)
        except OSError:
            return

    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.daemon_threads = True
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()
    thread.join()


def fetch(address: str, limits: Limits = ALLOWED) -> str:
    return read(Source(address, url=address), limits=limits).text


def test_a_page_with_the_charset_that_the_server_tells(server: str) -> None:
    document = read(Source("act", url=f"{server}/act"), limits=ALLOWED)
    assert document.text == "The board shall meet – every month."
    assert document.source == f"{server}/act"


def test_a_packed_page(server: str) -> None:
    assert fetch(f"{server}/packed") == "The board shall meet – every month."


def test_redirects_are_followed_and_the_last_address_kept(server: str) -> None:
    assert read(Source("act", url=f"{server}/to/act"), limits=ALLOWED).source == f"{server}/act"


def test_the_host_is_named_as_it_was_asked_for(server: str) -> None:
    port = server.rpartition(":")[2]
    assert fetch(f"http://localhost:{port}/host") == f"The host shall be localhost:{port}."


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/none", "the server answers 404 Not Found"),
        ("/round", "redirects more than 2 times"),
        ("/to/file", "is no http"),
    ],
)
def test_what_cannot_be_fetched(server: str, path: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        fetch(server + path)


@pytest.mark.parametrize("path", ["/large", "/bomb"])
def test_too_many_bytes(server: str, path: str) -> None:
    with pytest.raises(TooLarge, match=r"is larger than 0\.1907 MB; raise the limit bytes"):
        fetch(server + path)


def test_a_server_that_trickles(server: str) -> None:
    start = time.monotonic()
    with pytest.raises(TooLarge, match="takes more than 1 seconds to fetch"):
        fetch(f"{server}/slow", Limits(private=True, seconds=1.0))
    assert time.monotonic() - start < 3


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "2130706433", "[::ffff:127.0.0.1]"])
def test_this_machine_is_not_visited_unless_allowed(server: str, host: str) -> None:
    with pytest.raises(ReadError, match=r"address of this machine or of a private network|there is no host"):
        fetch(f"http://{host}:{server.rpartition(':')[2]}/act", Limits())


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("0.0.0.0", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_a_redirect_into_the_private_network_is_refused(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first hop is let through by hand; the check of the second one must stop it."""
    from kg.reading import fetching

    checked = fetching._checked
    hops: list[str] = []

    def check(host: str, port: int, limits: Limits) -> str:
        hops.append(host)
        return "127.0.0.1" if len(hops) == 1 else checked(host, port, limits)

    monkeypatch.setattr(fetching, "_checked", check)
    with pytest.raises(ReadError, match="private network"):
        fetch(f"{server}/to/act", Limits())
    assert len(hops) == 2


def test_passwords_in_addresses_are_not_kept(server: str) -> None:
    address = server.replace("//", "//user:secret@") + "/act"
    document = read(Source("act", url=address), limits=ALLOWED)
    assert "secret" not in (document.source or "")
