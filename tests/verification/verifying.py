"""Short ways to verify a county's log."""

from typing import Any

from infra.ledger.suite import SHA256_ED25519
from infra.verification.log_check import check_log
from infra.verification.outside import Outside
from infra.verification.report import Level, Report
from tests.ledger.county import MAPPER, County


def verified(county: County, **outside: Any) -> Report:
    """What verifying finds, with the county's own key folder unless told otherwise."""
    known: dict[str, Any] = {"verifier": county.key, "memory": county.memory}
    return check_log(
        county.dsn,
        county.database.schema,
        reader=MAPPER,
        suite=SHA256_ED25519,
        outside=Outside(**(known | outside)),
    )


def wrong(county: County, **outside: Any) -> Report:
    """The same, when something is wrong."""
    report = verified(county, **outside)
    assert not report.ok
    assert report.level == Level.NONE
    assert report.problems
    return report


def said(report: Report, where: str) -> str:
    """Everything that is said about a place."""
    found = [problem.what for problem in report.problems if problem.where == where]
    assert found, f"nothing about {where!r}: {report.problems}"
    return "\n".join(found)


def places(report: Report) -> list[str]:
    """The places that are named."""
    return list(dict.fromkeys(problem.where for problem in report.problems))
