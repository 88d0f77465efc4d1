"""What `make run` says: the address, tokens to paste, and a first query."""

from datetime import timedelta

from domain.roles import Role
from infra.people import Staff, staff
from infra.wiring import Core, development_token, now

SHOWN = (
    ("CLERK", "窗口 window clerk", Role.WINDOW_CLERK),
    ("TRIAGE", "研判分流员 triage officer", Role.TRIAGE_OFFICER),
    ("MEDIATOR", "调解员 mediator", Role.MEDIATOR),
    ("DIRECTOR", "中心主任 centre director", Role.CENTRE_DIRECTOR),
    ("REVIEWER", "纪检监察 discipline-inspection reviewer", Role.DISCIPLINE_REVIEWER),
)
LIFETIME = timedelta(hours=12)
FIRST_TOWN = "青石镇"
FIRST_VILLAGE = "柳湾村"

FIRST_QUERY = """curl -s {address}/graphql -H "Authorization: Bearer $REVIEWER" \\
  -H 'Content-Type: application/json' \\
  -d '{{"query":"{{ cases(first: 5) {{ totalCount nodes {{ code stage risk }} }} }}"}}'"""


def welcome(parts: Core, address: str) -> str:
    """The text, with a token for each of five people who see the same cases."""
    people = staff(parts.application.organisation(), parts.identities, now())
    lines = ["", "留痕 Liuhen · 演示县 demo county 云溪县", "", f"API       {address}/graphql"]
    lines += [
        f"GraphiQL  {address}/graphiql",
        "",
        f"Tokens, good for {LIFETIME.seconds // 3600} hours:",
        "",
    ]
    for variable, title, role in SHOWN:
        who = _somebody(people, role)
        if who is None:
            continue
        lines.append(f"# {title}: {who.name}, {who.unit}")
        lines.append(f"export {variable}={development_token(parts, who.person, LIFETIME)}")
    lines.append(f"export LIUHEN={address}")
    lines += ["", "A first query:", "", FIRST_QUERY.format(address=address), ""]
    return "\n".join(lines)


def _somebody(people: list[Staff], role: Role) -> Staff | None:
    """Who holds the role, those of the first town and village before others."""
    holders = [one for one in people if role.zh in one.roles]
    holders.sort(key=lambda one: (not one.unit.startswith((FIRST_TOWN, FIRST_VILLAGE)), one.unit))
    return holders[0] if holders else None
