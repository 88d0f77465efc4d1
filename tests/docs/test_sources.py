"""Whatever the code cites can be looked up in docs/sources.md."""

import re

from tests.docs.pages import ROOT, page

MARK = re.compile(r"\bF\d\d\b|\bseed \d{3}\b|\bSoD-\d+\b")
LISTED = {row.split(" | ")[0].removeprefix("| ") for row in page("docs/sources.md").splitlines()}
PACKAGES = ("domain", "projections", "graphql_api", "infra")


def test_every_source_cited_is_listed() -> None:
    cited = {
        mark: str(path.relative_to(ROOT))
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*"))
        if path.suffix in {".py", ".sql", ".toml"}
        for mark in MARK.findall(path.read_text(encoding="utf-8"))
    }
    assert cited
    assert {mark: path for mark, path in cited.items() if mark not in LISTED} == {}
