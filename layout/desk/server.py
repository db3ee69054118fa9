"""The desk's web server: for a browser on this machine, and for nobody else.

It listens on 127.0.0.1 alone. A web page somewhere else that the same browser has open must neither read the paper nor
give orders: a request is refused whose Host is not this address (a foreign name may be made to lead here), or whose
Origin is not the desk itself; an order (POST) needs the Origin and a token that only the desk's own page has. Files are
given out of the edition's output folders alone, and never through a symbolic link.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import stat
import sys
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from jinja2 import Environment, StrictUndefined

from layout.base.errors import BanmianError
from layout.desk.alternatives import Choose
from layout.desk.board import MARK, Board
from layout.desk.signing import Sign, read_order

HOST = "127.0.0.1"
MOST_BODY = 4096
"""Bytes an order may have."""
PULSE = 15.0
"""Seconds after which a quiet event stream says that it is still there."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
REPORT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'"
"""For report.html, which has its styles inside it and runs nothing."""

_POLICIES = {".html": REPORT_POLICY, ".pdf": "frame-ancestors 'none'"}
"""Browsers show a PDF with a viewer of their own, which a strict policy would keep from working."""

_STATIC = {
    "desk.css": "text/css; charset=utf-8",
    "desk.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
_KINDS = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".json": "application/json",
    ".html": "text/html; charset=utf-8",
}
_PICTURE = re.compile(rf"/picture/([A-Z][0-9]{{1,2}})/([0-9a-f]{{{MARK}}})(-small)?\.jpg")
_COMPARE = re.compile(r"/compare/([A-Z][0-9]{1,2})/([0-9]{1,9})/([0-9]{1,9})")
_FILE = re.compile(r"/(output|proof|plans)/(.+)")


class Refused(Exception):
    """A request that is not answered, with its status and why."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status, self.why = status, why


class DeskServer(ThreadingHTTPServer):
    """Serves a board. ``port`` 0 is any free one; one that is taken gives way to a free one."""

    daemon_threads = True

    def __init__(
        self,
        board: Board,
        output: Path,
        *,
        port: int = 0,
        choose: Choose | None = None,
        rebuild: Callable[[], None] = lambda: None,
        sign: Sign | None = None,
    ) -> None:
        self.board, self.choose, self.rebuild, self.sign = board, choose, rebuild, sign
        self.token = secrets.token_urlsafe(24)
        self.closing = False
        self.folders = {
            "output": output,
            "proof": output.with_name(f"{output.name}.proof"),
            "plans": output.with_name(f"{output.name}.plans"),
        }
        try:
            super().__init__((HOST, port), _Handler)
        except OSError:
            if not port:
                raise
            super().__init__((HOST, 0), _Handler)
        self.hosts = {f"{name}:{self.port}" for name in (HOST, "localhost")}

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.server_address[1])

    @property
    def address(self) -> str:
        """What to open in the browser."""
        return f"http://{HOST}:{self.port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of browsers that hang up: a page that is closed ends its event stream so."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)

    def stop(self) -> None:
        """Stop answering, and let the event streams end."""
        self.closing = True
        self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 60
    server: DeskServer

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the terminal is for what the editor does."""

    def version_string(self) -> str:
        return "banmian"

    def do_GET(self) -> None:
        """Answer a question."""
        self._answer(self._get)

    def do_POST(self) -> None:
        """Take an order."""
        self._answer(self._post)

    def _answer(self, method: Callable[[str], None]) -> None:
        try:
            self._check_caller()
            method(urlsplit(self.path).path)
        except Refused as refused:
            self.close_connection = True  # what is left of a refused order's body is not read
            self._send(refused.status, refused.why.encode("utf-8"), "text/plain; charset=utf-8")
        except (TimeoutError, BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _check_caller(self) -> None:
        if self.headers.get_all("Host", []) not in [[host] for host in self.server.hosts]:
            raise Refused(403, "this desk answers only to its own address")
        origin = self.headers.get("Origin")
        if origin is not None and origin not in {f"http://{host}" for host in self.server.hosts}:
            raise Refused(403, "this desk answers only to its own pages")
        if self.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none") and not self._is_link:
            raise Refused(403, "this desk answers only to its own pages")

    @property
    def _is_link(self) -> bool:
        """Whether somebody follows a link to the desk in a window of its own, which no other page can look into."""
        asked = (self.command, self.headers.get("Sec-Fetch-Mode"), self.headers.get("Sec-Fetch-Dest"))
        return asked == ("GET", "navigate", "document") and self.path == "/"

    # ---- questions ----------------------------------------------------------------------------------------------

    def _get(self, path: str) -> None:
        board = self.server.board
        if path == "/":
            self._send(200, _index(board.snapshot(), self.server.token), "text/html; charset=utf-8")
        elif path.removeprefix("/") in _STATIC:
            name = path.removeprefix("/")
            self._send(200, _static(name), _STATIC[name])
        elif path == "/state":
            self._send_json(board.snapshot())
        elif path == "/events":
            self._events()
        elif match := _PICTURE.fullmatch(path):
            version = board.pictured(match[1], match[2])
            if version is None:
                raise Refused(404, "this version of the page is no longer kept")
            self._send(200, version.small if match[3] else version.picture, "image/jpeg", kept=True)
        elif match := _COMPARE.fullmatch(path):
            changes = board.compare(match[1], int(match[2]), int(match[3]))
            if changes is None:
                raise Refused(404, "one of these versions of the page is no longer kept")
            self._send_json(changes)
        elif match := _FILE.fullmatch(path):
            name = unquote(match[2])
            data = read_inside(self.server.folders[match[1]], name)
            kind = _KINDS[Path(name).suffix]
            self._send(200, data, kind, policy=_POLICIES.get(Path(name).suffix, POLICY))
        else:
            raise Refused(404, "there is nothing here")

    def _events(self) -> None:
        """Tell of every new revision until the browser hangs up."""
        self.close_connection = True
        self._head(200, {"Content-Type": "text/event-stream", "Connection": "close"})
        revision = -1
        while not self.server.closing:
            now = self.server.board.wait(revision, PULSE)
            self.wfile.write(f"data: {now}\n\n".encode("ascii") if now != revision else b": still here\n\n")
            self.wfile.flush()
            revision = now

    # ---- orders -------------------------------------------------------------------------------------------------

    def _post(self, path: str) -> None:
        if self.headers.get("Origin") is None:
            raise Refused(403, "an order must come from the desk's own page")
        if not secrets.compare_digest(self.headers.get("X-Token", "").encode(), self.server.token.encode()):
            raise Refused(403, "this page is of an earlier run of the desk: load it again")
        order = self._body()
        if path == "/rebuild":
            self.server.rebuild()
        elif path == "/choose" and self.server.choose:
            page, number = order.get("page"), order.get("n")
            if not isinstance(page, str) or not isinstance(number, int) or isinstance(number, bool):
                raise Refused(400, "page and n are wanted")
            try:
                self.server.choose(page, number)
            except BanmianError as error:
                raise Refused(409, self.server.board.said(error)) from error
            self.server.rebuild()
        elif path == "/sign" and self.server.sign:
            try:
                self.server.sign(*read_order(order))
            except BanmianError as error:
                raise Refused(409, self.server.board.said(error)) from error
            except ValueError as error:
                raise Refused(400, str(error)) from error
        else:
            raise Refused(404, "there is no such order")
        self._send_json({"done": True})

    def _body(self) -> Mapping[str, Any]:
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > MOST_BODY:
            raise Refused(413, f"an order has at most {MOST_BODY} bytes, and says how many")
        try:
            body = json.loads(self.rfile.read(int(length)) or b"{}")
        except (ValueError, RecursionError) as error:  # the second of brackets in brackets
            raise Refused(400, "an order is JSON") from error
        return body if isinstance(body, dict) else {}

    # ---- answers ------------------------------------------------------------------------------------------------

    def _send_json(self, data: object) -> None:
        self._send(200, json.dumps(data, ensure_ascii=False).encode("utf-8"), "application/json")

    def _send(self, status: int, data: bytes, kind: str, *, kept: bool = False, policy: str = POLICY) -> None:
        headers = {"Content-Type": kind, "Content-Length": str(len(data))}
        self._head(status, headers, kept=kept, policy=policy)
        self.wfile.write(data)

    def _head(self, status: int, headers: Mapping[str, str], *, kept: bool = False, policy: str = POLICY) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Cache-Control", "private, max-age=86400, immutable" if kept else "no-store")
        self.send_header("Content-Security-Policy", policy)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()


def read_inside(folder: Path, name: str) -> bytes:
    """Return a file of a folder. Raises Refused for whatever is not an ordinary file really in it, of a known kind.

    Every step is opened without following a link, so that nothing can be exchanged for one in between.
    """
    parts = name.split("/")
    if any(part in ("", ".", "..") or part.startswith(".") or "\\" in part or "\0" in part for part in parts):
        raise Refused(404, "there is no such file")
    if Path(name).suffix not in _KINDS:
        raise Refused(404, "there is no such file")
    opened: list[int] = []
    try:
        opened.append(os.open(folder, os.O_RDONLY | os.O_DIRECTORY))
        for part in parts[:-1]:
            opened.append(os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=opened[-1]))
        # Without O_NONBLOCK, opening a pipe would wait for somebody to write into it.
        opened.append(os.open(parts[-1], os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=opened[-1]))
        if not stat.S_ISREG(os.fstat(opened[-1]).st_mode):
            raise Refused(404, "there is no such file")
        with os.fdopen(opened.pop(), "rb") as file:
            return file.read()
    except OSError as error:
        raise Refused(404, "there is no such file") from error
    finally:
        for handle in opened:
            os.close(handle)


def _static(name: str) -> bytes:
    return (files("layout.desk") / "static" / name).read_bytes()


def _index(state: Mapping[str, Any], token: str) -> bytes:
    """Return the desk's page. What it shows without scripts is in it; all of it is escaped."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(_static("index.html.j2").decode("utf-8"))
    return template.render(state=state, token=token).encode("utf-8")
