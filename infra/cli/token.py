"""`liuhen token`: a sign-in token for trying things out."""

import sys
from datetime import timedelta
from typing import Annotated

import typer

from infra.cli.console import complain
from infra.cli.exits import FOUND_WRONG, SETTING_WRONG
from infra.settings import load_settings


def token(
    person: Annotated[str, typer.Option(help="Name or id of somebody in `liuhen people`.")],
    hours: Annotated[int, typer.Option(min=1, max=24 * 31, help="How long it is good for.")] = 12,
) -> None:
    """Print a token signed with the development key. Only where LIUHEN_JWKS is not set."""
    from infra.people import NobodyOfThatName, named, staff
    from infra.wiring import core, development_token, now

    settings = load_settings()
    if settings.jwks is not None:
        complain("LIUHEN_JWKS is set: tokens come from your identity provider, not from here")
        sys.exit(SETTING_WRONG)
    with core(settings) as parts:
        try:
            found = named(staff(parts.application.organisation(), parts.identities, now()), person)
        except NobodyOfThatName as fault:
            complain(str(fault))
            sys.exit(FOUND_WRONG)
        sys.stdout.write(development_token(parts, found.person, timedelta(hours=hours)) + "\n")
