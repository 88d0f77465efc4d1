"""`liuhen token`: a sign-in token for trying things out."""

import sys
from datetime import timedelta
from typing import Annotated

import typer

from infra.cli.console import complain
from infra.cli.exits import FOUND_WRONG, SETTING_WRONG
from infra.settings import load_settings

OPERATOR = "operator"


def token(
    person: Annotated[
        str, typer.Option(help="Name or id of somebody in `liuhen people`; or operator.")
    ],
    hours: Annotated[int, typer.Option(min=1, max=24 * 31, help="How long it is good for.")] = 12,
) -> None:
    """Print a token signed with the development key. Only where LIUHEN_JWKS is not set.

    The operator registers units, posts, people and appointments, and does no business.
    """
    from infra.authority import SYSTEM
    from infra.people import NobodyOfThatName, named, staff
    from infra.wiring import core, development_token, now

    settings = load_settings()
    if settings.jwks is not None:
        complain("LIUHEN_JWKS is set: tokens come from your identity provider, not from here")
        sys.exit(SETTING_WRONG)
    with core(settings) as parts:
        try:
            register = parts.application.organisation()
            subject = (
                SYSTEM
                if person == OPERATOR
                else named(staff(register, parts.identities, now()), person).person
            )
        except NobodyOfThatName as fault:
            complain(str(fault))
            sys.exit(FOUND_WRONG)
        sys.stdout.write(development_token(parts, subject, timedelta(hours=hours)) + "\n")
