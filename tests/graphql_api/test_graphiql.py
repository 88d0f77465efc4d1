"""The GraphiQL page: our own files only, a strict policy, and plain words when they are missing."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import orjson
import pytest
from starlette.applications import Starlette

from graphql_api.graphiql.fetch_assets import NotFetched, fetch, main, npm_command
from graphql_api.graphiql.files import FILES, HERE, LOCK, PACKAGES, STAMP, are_complete
from graphql_api.graphiql.page import graphiql_routes
from tests.served import served

FETCHED = [asset for asset in FILES.values() if asset.package_path]


def fill(folder: Path, versions: bytes = b"{}") -> None:
    """Put something in the place of every fetched file."""
    folder.mkdir(exist_ok=True)
    for asset in FETCHED:
        (folder / asset.name).write_text(f"/* {asset.name} */")
    (folder / STAMP).write_bytes(versions)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "assets"


@pytest.fixture
def browser(folder: Path) -> Iterator[httpx.Client]:
    app = Starlette(routes=graphiql_routes(endpoint="/api/graphql", folder=folder))
    with served(app) as address, httpx.Client(base_url=address, trust_env=False) as client:
        yield client


def test_without_its_files_the_page_says_how_to_get_them(browser: httpx.Client) -> None:
    response = browser.get("/graphiql")
    assert response.status_code == 503
    assert "python -m graphql_api.graphiql.fetch_assets" in response.text
    assert "script" not in response.text
    assert browser.get("/graphiql/files/0/page.js").status_code == 404


def test_the_page_appears_as_soon_as_its_files_are_there(
    browser: httpx.Client, folder: Path
) -> None:
    fill(folder)
    response = browser.get("/graphiql")
    assert response.status_code == 200
    assert 'data-endpoint="/api/graphql"' in response.text
    assert response.headers["cache-control"] == "no-cache"


def test_every_file_the_page_names_is_served_by_us_for_ever(
    browser: httpx.Client, folder: Path
) -> None:
    fill(folder)
    page = browser.get("/graphiql").text
    links = re.findall(r'(?:src|href)="(/[^"]*)"', page)
    assert len(links) == 6
    for link in links:
        response = browser.get(link)
        kind = "text/css" if link.endswith(".css") else "text/javascript"
        assert response.status_code == 200
        assert response.headers["content-type"] == f"{kind}; charset=utf-8"
        assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert response.headers["x-content-type-options"] == "nosniff"


def test_nothing_of_the_page_comes_from_elsewhere_or_is_inline(
    browser: httpx.Client, folder: Path
) -> None:
    fill(folder)
    response = browser.get("/graphiql")
    assert "http" not in response.text
    assert re.findall(r"<script(?! src=\"/)", response.text) == []
    assert re.findall(r"\son\w+=", response.text) == []
    policy = response.headers["content-security-policy"].split("; ")
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "connect-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert not any("http" in rule or "*" in rule or "eval" in rule for rule in policy)


def test_new_versions_have_new_addresses(browser: httpx.Client, folder: Path) -> None:
    fill(folder)
    before = re.findall(r'src="([^"]*page.js)"', browser.get("/graphiql").text)
    fill(folder, versions=b'{"graphiql": "newer"}')
    after = re.findall(r'src="([^"]*page.js)"', browser.get("/graphiql").text)
    assert before != after
    assert browser.get(before[0]).status_code == 404
    assert browser.get(after[0]).status_code == 200


@pytest.mark.parametrize(
    "name", ["nope.js", "page.py", "versions.json", "..%2fpage.py", "%2e%2e/page.py", "a/b"]
)
def test_nothing_but_the_named_files_is_served(
    browser: httpx.Client, folder: Path, name: str
) -> None:
    fill(folder)
    link = re.findall(r'src="([^"]*)page.js"', browser.get("/graphiql").text)[0]
    assert browser.get(link + name).status_code == 404


def test_the_token_stays_in_the_tab() -> None:
    script = (HERE / "page.js").read_text()
    assert "sessionStorage" in script
    assert "localStorage" not in script
    assert 'credentials: "omit"' in script


def test_the_lock_names_hashes_and_no_addresses() -> None:
    packages = orjson.loads(LOCK.read_bytes())["packages"]
    names = {name.removeprefix("node_modules/") for name in packages}
    assert {*PACKAGES, "graphql"} <= names
    for name, entry in packages.items():
        assert "resolved" not in entry, name
        assert name == "" or entry["integrity"].startswith("sha512-"), name


@pytest.fixture
def npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An npm on PATH that does what the test writes into it."""
    programs = tmp_path / "bin"
    programs.mkdir()
    program = programs / "npm"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    return program


def installs(npm: Path) -> None:
    """Let npm put the files where it would, and note how it was called."""
    lines = [f'mkdir -p "node_modules/{Path(a.package_path or "").parent}"' for a in FETCHED]
    lines += [f'echo {asset.name} > "node_modules/{asset.package_path}"' for asset in FETCHED]
    note = npm.parent / "calls"
    npm.write_text("\n".join(["#!/bin/sh", "set -e", f'echo "$@" >> "{note}"', *lines, ""]))


def test_files_are_fetched_once(npm: Path, folder: Path) -> None:
    installs(npm)
    assert fetch(folder) == "GraphiQL was fetched."
    assert are_complete(folder)
    assert fetch(folder) == "GraphiQL is there already."
    calls = (npm.parent / "calls").read_text().splitlines()
    assert calls == ["ci --ignore-scripts --no-audit --no-fund"]
    assert [path.name for path in folder.parent.glob(".assets-*")] == []


@pytest.mark.parametrize("spoil", ["version", "file", "stamp"])
def test_what_is_missing_or_of_another_version_is_fetched_again(
    npm: Path, folder: Path, spoil: str
) -> None:
    installs(npm)
    fetch(folder)
    match spoil:
        case "version":
            (folder / STAMP).write_bytes(b'{"graphiql": "1.0.0"}')
        case "file":
            (folder / "graphiql.min.js").unlink()
        case _:
            (folder / STAMP).write_bytes(b"{")
    assert fetch(folder) == "GraphiQL was fetched."


def test_a_failing_npm_is_told_and_leaves_what_was_there(npm: Path, folder: Path) -> None:
    fill(folder, versions=b'{"graphiql": "older"}')
    npm.write_text("#!/bin/sh\necho 'npm error network is down' >&2\nexit 1\n")
    with pytest.raises(NotFetched, match="network is down"):
        fetch(folder)
    assert are_complete(folder)


def test_a_package_without_the_expected_files_changes_nothing(npm: Path, folder: Path) -> None:
    fill(folder, versions=b'{"graphiql": "older"}')
    npm.write_text("#!/bin/sh\nexit 0\n")
    with pytest.raises(NotFetched, match="could not be put in place"):
        fetch(folder)
    assert are_complete(folder)
    assert [path.name for path in folder.parent.glob(".assets-*")] == []


def test_an_installation_without_lock_keeps_what_it_came_with(folder: Path) -> None:
    lock = folder / "no" / "package-lock.json"
    with pytest.raises(NotFetched, match="source checkout"):
        fetch(folder, lock)
    fill(folder)
    assert fetch(folder, lock) == "GraphiQL came with this installation."


def test_npm_is_the_one_on_path(npm: Path) -> None:
    assert npm_command() == [str(npm)]


def test_the_command_never_stops_its_caller(
    npm: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("graphql_api.graphiql.fetch_assets.ASSETS", folder)
    assert main() == 0
    assert "GraphiQL was not fetched: npm failed" in capsys.readouterr().err
