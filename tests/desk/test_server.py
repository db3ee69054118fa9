"""The desk's server answers its own page and nobody else, and gives no file that is not the edition's output."""

from __future__ import annotations

import http.client
import json
import os
import socket
from pathlib import Path

import pytest

from layout.base.errors import PageError
from layout.desk import Board, DeskServer
from layout.desk.server import Refused, read_inside
from tests.desk.made import Desk, page_pdf, running


def ask(
    desk: Desk, path: str, method: str = "GET", body: bytes | None = None, **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """Ask as any program can; a header is left out by giving it as ""."""
    connection = http.client.HTTPConnection("127.0.0.1", desk.server.port, timeout=30)
    connection.putrequest(method, path, skip_host=True)
    named = {"Host": f"127.0.0.1:{desk.server.port}"} | {name.replace("_", "-"): it for name, it in headers.items()}
    if body is not None:
        named["Content-Length"] = str(len(body))
    for name, value in named.items():
        if value:
            connection.putheader(name, value)
    connection.endheaders(body)
    answer = connection.getresponse()
    data = answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, data


def own(desk: Desk) -> dict[str, str]:
    return {"Origin": f"http://127.0.0.1:{desk.server.port}", "X_Token": desk.server.token}


def test_the_page_its_parts_and_the_state_are_served_with_a_policy(desk: Desk) -> None:
    desk.show("A1", "one", "lead")
    status, headers, body = ask(desk, "/")
    assert status == 200
    assert desk.server.token in body.decode()
    assert "script-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    for path in ("/desk.js", "/desk.css", "/icon.svg"):
        assert ask(desk, path)[0] == 200
    state = json.loads(ask(desk, "/state")[2])
    assert [page["id"] for page in state["pages"]] == ["A1", "A2", "A3"]
    mark = state["pages"][0]["mark"]
    status, headers, picture = ask(desk, f"/picture/A1/{mark}.jpg")
    assert (status, headers["content-type"], picture[6:10]) == (200, "image/jpeg", b"JFIF")
    assert "immutable" in headers["cache-control"]
    assert ask(desk, f"/picture/A1/{mark[::-1]}.jpg")[0] == 404
    assert ask(desk, "/nothing")[0] == 404


def test_a_picture_of_an_earlier_run_has_another_address(desk: Desk, tmp_path: Path) -> None:
    def address(board: Board) -> str:
        (page,) = [page for page in board.snapshot()["pages"] if page["id"] == "A1"]
        return f"{page['version']}: {page['mark']}"

    desk.show("A1", "today", "lead")
    later, again = (Board("content/day", tmp_path) for _ in range(2))
    later.made("A1", page_pdf("tomorrow"), None, None)
    again.made("A1", page_pdf("today"), None, None)
    assert address(again) == address(desk.board)
    assert address(later)[:2] == address(desk.board)[:2] == "1:"
    assert address(later) != address(desk.board)


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "", "10.0.0.1:{port}"]
)
def test_a_name_that_is_made_to_lead_here_is_refused(desk: Desk, host: str) -> None:
    status, _, body = ask(desk, "/state", Host=host.format(port=desk.server.port))
    assert status == 403
    assert b"pages" not in body.replace(b"own pages", b"")
    assert ask(desk, "/state", Host=f"localhost:{desk.server.port}")[0] == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1", "http://localhost"])
def test_a_page_from_elsewhere_is_refused(desk: Desk, origin: str) -> None:
    assert ask(desk, "/state", Origin=origin)[0] == 403
    assert ask(desk, "/rebuild", "POST", b"{}", Origin=origin, X_Token=desk.server.token)[0] == 403
    assert ask(desk, "/state", Sec_Fetch_Site="cross-site")[0] == 403
    link = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate"}
    assert ask(desk, "/", **link, Sec_Fetch_Dest="document")[0] == 200, "a link in a mail may lead to the desk"
    assert ask(desk, "/", **link, Sec_Fetch_Dest="iframe")[0] == 403
    assert ask(desk, "/state", **link, Sec_Fetch_Dest="document")[0] == 403
    assert desk.orders == []


def test_an_order_needs_the_origin_and_the_token(desk: Desk) -> None:
    assert ask(desk, "/rebuild", "POST", b"{}", X_Token=desk.server.token)[0] == 403
    assert ask(desk, "/rebuild", "POST", b"{}", **{**own(desk), "X_Token": "guess"})[0] == 403
    assert ask(desk, "/rebuild", "POST", b"{}", **{**own(desk), "X_Token": ""})[0] == 403
    assert ask(desk, "/rebuild")[0] == 404
    assert desk.orders == []
    assert ask(desk, "/rebuild", "POST", b"{}", **own(desk))[0] == 200
    assert ask(desk, "/choose", "POST", b'{"page": "A2", "n": 3}', **own(desk))[0] == 200
    assert desk.orders == ["rebuild", ("A2", 3), "rebuild"]


@pytest.mark.parametrize(
    "body", [b"{", b'{"page": "A2"}', b'{"page": 2, "n": 1}', b'{"page": "A2", "n": true}', b"[]", b"[" * 4000]
)
def test_an_order_that_is_none_is_told(desk: Desk, body: bytes) -> None:
    assert ask(desk, "/choose", "POST", body, **own(desk))[0] == 400
    assert ask(desk, "/choose", "POST", b" " * 5000, **own(desk))[0] == 413
    assert desk.orders == []


SIGNS = (b"{}", b'{"page": "A1", "n": "2", "name": "Li"}', b'{"page": "A1", "n": true, "name": "Li"}')


@pytest.mark.parametrize(
    "body", [*SIGNS, b'{"page": "A1", "n": 2, "name": "Li", "withdraw": "no"}', b"[" * 4000, b'{"name": ' * 400]
)
def test_a_sign_off_is_an_order_like_others(desk: Desk, body: bytes) -> None:
    good = b'{"page": "A1", "n": 2, "name": "Li"}'
    assert ask(desk, "/sign", "POST", good, X_Token=desk.server.token)[0] == 403
    assert ask(desk, "/sign", "POST", good, **{**own(desk), "X_Token": "guess"})[0] == 403
    assert ask(desk, "/sign", "POST", body, **own(desk))[0] == 400
    assert desk.orders == []
    assert ask(desk, "/sign", "POST", good, **own(desk))[0] == 200
    assert ask(desk, "/sign", "POST", good.replace(b"}", b', "withdraw": true}'), **own(desk))[0] == 200
    assert desk.orders == [("A1", 2, "Li", False), ("A1", 2, "Li", True)]

    def refuse(*_: object) -> None:
        raise PageError("a proof is not signed", "build it")

    desk.server.sign = refuse
    status, _, said = ask(desk, "/sign", "POST", good, **own(desk))
    assert (status, said.decode()) == (409, "a proof is not signed\nbuild it")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH"])
def test_there_are_no_other_methods(desk: Desk, method: str) -> None:
    assert ask(desk, "/state", method)[0] == 501


def test_files_are_given_out_of_the_output_folders_alone(desk: Desk, tmp_path: Path) -> None:
    (desk.output / "pages").mkdir()
    (desk.output / "pages" / "A1.pdf").write_bytes(b"%PDF-")
    (desk.output / "report.html").write_text("<p>", "utf-8")
    (tmp_path / "secret.json").write_text("{}", "utf-8")
    (desk.output / "link.json").symlink_to(tmp_path / "secret.json")
    (desk.output / "away").symlink_to(tmp_path)
    (desk.output / "notes.txt").write_text("no", "utf-8")
    (desk.output / ".hidden.json").write_text("{}", "utf-8")
    os.mkfifo(desk.output / "pipe.json")
    status, headers, data = ask(desk, "/output/pages/A1.pdf")
    assert (status, headers["content-type"], data) == (200, "application/pdf", b"%PDF-")
    policy = ask(desk, "/output/report.html")[1]["content-security-policy"]
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    for path in (
        "../../secret.json",
        "%2e%2e/%2e%2e/secret.json",
        "pages/../../../secret.json",
        "..%2f..%2fsecret.json",
        "link.json",
        "away/secret.json",
        "/secret.json",
        "notes.txt",
        ".hidden.json",
        "pipe.json",
        "pages",
        "none.json",
        "a%00.json",
        "..%5csecret.json",
    ):
        assert ask(desk, f"/output/{path}")[0] == 404, path
    with pytest.raises(Refused):
        read_inside(desk.output, f"{desk.output}/report.html")


def test_the_stream_tells_of_every_revision(desk: Desk) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", desk.server.port, timeout=30)
    connection.request("GET", "/events")
    answer = connection.getresponse()
    assert answer.getheader("Content-Type") == "text/event-stream"
    assert answer.readline() == f"data: {desk.board.revision}\n".encode()
    answer.readline()
    desk.board.building("A2")
    assert answer.readline() == f"data: {desk.board.revision}\n".encode()
    connection.close()


def test_a_port_that_is_taken_gives_way_to_a_free_one(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        server = DeskServer(Board("day", tmp_path), tmp_path, port=port)
        with running(server):
            assert server.port not in (0, port)
            assert server.server_address[0] == "127.0.0.1"
