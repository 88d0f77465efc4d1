"""Documents written from the code: the glossary, the permissions and the settings.

`python -m infra.documents` writes them; a test fails when they are not what the code says.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from domain.case.state import Stage
from domain.codes import CODE_LISTS
from domain.codes.matters import Channel, Difficulty, MatterClass
from domain.codes.risks import RiskLevel
from domain.kernel import Command, Event, name_of
from domain.organisation.state import Level
from domain.registry import AGGREGATES
from domain.roles import Role
from infra.settings import Settings, variables

ROOT = Path(__file__).parent.parent

FIELD_TERMS = (
    ("event", "事件", "something that happened; kept for ever"),
    ("stream", "事件流", "the ordered events of one matter, person or register"),
    ("position", "位置", "an event's number in the whole log, from 1, without gaps"),
    ("aggregate", "聚合", "one kind of stream with its state, events and decisions"),
    ("command", "命令", "something a person asks for"),
    ("decision", "决定", "checks the rules; answers with events or refuses"),
    ("refusal", "拒绝", "the rules said no: code, text, legal basis; nothing is recorded"),
    ("projection", "投影(视图)", "rows folded from events: what is read"),
    ("checkpoint", "检查点", "the signed size and root of the log's Merkle tree"),
    ("inclusion proof", "包含证明", "that an event is in the log a checkpoint signs"),
    ("consistency proof", "一致性证明", "that an older log is the beginning of a newer one"),
    ("idempotency key", "幂等键", "the client's name for a request: the same key, the same answer"),
    ("expected version", "期望版本", "the version of a stream the client has seen"),
    ("keyset pagination", "键集分页", "pages that begin after a row, not after a number of rows"),
    ("occurred at", "发生时间", "business time: drives deadlines"),
    ("recorded at", "入库时间", "the database's clock: judges honesty"),
)


def glossary() -> str:
    """GLOSSARY.md: English in the code, Chinese for people, joined here."""
    parts = [
        "# Glossary 术语表",
        "",
        "Code speaks English in the field's standard terms; people see Chinese. Written from the",
        "code by `make docs`; do not edit.",
        "",
        "## Words of the system 系统用语",
        *_table(("English", "中文", "meaning"), FIELD_TERMS),
    ]
    for aggregate in AGGREGATES:
        parts += [
            f"## {aggregate.zh} `{aggregate.kind}`: events 事件",
            *_table(
                ("event", "stored name", "中文", "meaning"),
                ((e.__name__, f"`{name_of(e)}`", *_event_words(e)) for e in aggregate.evolutions),
            ),
            f"## {aggregate.zh} `{aggregate.kind}`: commands 命令",
            *_table(
                ("command", "中文", "meaning"),
                ((c.__name__, *_command_words(c)) for c in aggregate.decisions),
            ),
        ]
    parts += [
        "## Roles 角色",
        *_table(("code", "role", "中文"), ((role.value, role.name, role.zh) for role in Role)),
        "## Stages of a case 事项阶段",
        *_table(("stage", "中文"), ((stage.value, stage.zh) for stage in Stage)),
    ]
    for title, enumeration in (
        ("Matter classes 事项类别", MatterClass),
        ("Channels 渠道", Channel),
        ("Risk levels 风险等级", RiskLevel),
        ("Difficulty 难易", Difficulty),
        ("Levels of units 层级", Level),
    ):
        rows = ((member.name, member.zh) for member in enumeration)
        parts += [f"## {title}", *_table(("code", "中文"), rows)]
    for codes in CODE_LISTS:
        entries = ((entry.code, entry.zh, entry.en, entry.source) for entry in codes)
        parts += [
            f"## {codes.zh} `{codes.name}`",
            *_table(("code", "中文", "English", "source"), entries),
        ]
    return "\n".join(parts).rstrip() + "\n"


def permissions() -> str:
    """docs/permissions.md: who may give which command, and when, from the decisions' heads."""
    lines = [
        "# Permissions 权限",
        "",
        "Who may give which command, and at which stage of a case: the heads of the decisions in",
        "`domain/`, printed. What a head cannot say (own unit, separation of duties) is in the",
        "decision's body and its docstring. Written from the code by `make docs`; do not edit.",
        "",
    ]
    for aggregate in AGGREGATES:
        rows = (
            (
                command.__name__,
                _command_words(command)[0],
                "、".join(f"{role.value} {role.zh}" for role in decision.by),
                "、".join(getattr(stage, "zh", str(stage)) for stage in decision.during) or "—",
                " ".join((inspect.getdoc(decision.function) or "").split()),
            )
            for command, decision in aggregate.decisions.items()
        )
        head = ("command", "中文", "roles 角色", "stages 阶段", "rule and basis 规则与依据")
        lines += [f"## {aggregate.zh} `{aggregate.kind}`", *_table(head, rows)]
    return "\n".join(lines).rstrip() + "\n"


def settings() -> str:
    """docs/settings.md: every environment variable an operator can set."""
    lines = [
        "# Settings 设置",
        "",
        "Environment variables, each with its default. All of them are checked at the start, and",
        "whatever is wrong is said at once (exit code 4), a misspelt name included.",
        "`liuhen settings` shows what is set here, with secrets masked. Written from the code by",
        "`make docs`; do not edit.",
    ]
    known = zip(
        Settings.model_fields.items(), Settings.model_json_schema()["properties"].values(),
        strict=True,
    )  # fmt: skip
    rows = (
        (
            " or ".join(f"`{variable}`" for variable in variables(name)),
            _code(_plain(shape.get("default"))),
            _allowed(shape),
            field.description or "",
        )
        for (name, field), shape in known
    )
    lines += _table(("variable", "default", "allowed", "what it does"), rows)
    return "\n".join(lines).rstrip() + "\n"


DOCUMENTS: Mapping[str, Callable[[], str]] = {
    "GLOSSARY.md": glossary,
    "docs/permissions.md": permissions,
    "docs/settings.md": settings,
}
"""The documents by their path in the repository."""


def _allowed(shape: Mapping[str, Any]) -> str:
    """What a setting may be, where its type does not say it all; `shape` is its JSON schema."""
    match shape:
        case {"enum": choices}:
            return ", ".join(map(_code, choices))
        case {"type": "boolean"}:
            return "`on`, `off`"
        case {"minimum": least, "maximum": most}:
            return f"{least} to {most}"
        case {"exclusiveMinimum": least, "maximum": most}:
            return f"more than {least}, up to {most}"
        case {"pattern": pattern}:
            return _code(pattern)
    return ""


def _plain(default: object) -> str:
    """A default as it would be written in the environment."""
    match default:
        case None:
            return ""
        case bool():
            return "on" if default else "off"
        case _:
            return str(default)


def _code(text: str) -> str:
    return f"`{text}`" if text else ""


def _event_words(event: type[Event]) -> tuple[str, str]:
    """The Chinese term before the colon, and what follows it."""
    term, _, meaning = _first_line(event).partition(":")
    return term.strip(), meaning.strip()


def _command_words(command: type[Command]) -> tuple[str, str]:
    """The Chinese term after the last full stop, and what stands before it."""
    meaning, _, term = _first_line(command).rpartition(". ")
    return term.strip(), f"{meaning}."


def _first_line(of: type) -> str:
    return " ".join((of.__doc__ or "").strip().split("\n\n")[0].split())


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [
        "",
        f"| {' | '.join(head)} |",
        f"|{' --- |' * len(head)}",
        *(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows),
        "",
    ]


def main() -> None:
    """Write every document in its place."""
    for name, write in DOCUMENTS.items():
        (ROOT / name).write_text(write(), encoding="utf-8")


if __name__ == "__main__":
    main()
