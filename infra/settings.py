"""Settings: what an operator can change, each by one environment variable that starts with LIUHEN_.

SettingsInvalid     lists every wrong setting at once
"""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import (
    AliasChoices,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PREFIX = "LIUHEN_"

MASK = "•••"
"""What is shown in place of a secret."""


class SettingsInvalid(Exception):
    """One or more settings are wrong. `problems` holds (environment variable, what is wrong)."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        self.problems = problems
        lines = [f"  {variable}: {message}" for variable, message in problems]
        super().__init__("These settings are not right:\n" + "\n".join(lines))


class Settings(BaseSettings):
    """What an operator can change. `load_settings` reads it and explains what is wrong."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, populate_by_name=True, frozen=True, extra="ignore"
    )

    home: Path = Field(
        default=Path(".liuhen"),
        description="Folder for everything kept outside the database: keys, the embedded server.",
    )
    database_url: SecretStr | None = Field(
        default=None,
        description="PostgreSQL 15 or later; without it an embedded server runs in the home.",
    )
    schema_name: str = Field(
        default="liuhen",
        pattern=r"^[a-z][a-z0-9_]{0,40}$",
        validation_alias="LIUHEN_SCHEMA",
        description="Name of the database schema; one per jurisdiction.",
    )
    host: str = Field(default="127.0.0.1", description="Address the HTTP server listens on.")
    port: int = Field(
        default=8000,
        ge=0,
        le=65535,
        validation_alias=AliasChoices("LIUHEN_PORT", "PORT"),
        description="Port the HTTP server listens on; PORT is read too, and 0 takes any free one.",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="The least serious kind of log entry that is written."
    )
    jwks: str | None = Field(
        default=None,
        description="File or https address of the keys that sign sign-in tokens; without it "
        "development keys in the home are used.",
    )
    token_issuer: str = Field(
        default="https://liuhen.local/", description="The issuer (iss) a sign-in token must name."
    )
    token_audience: str = Field(
        default="liuhen", description="The audience (aud) a sign-in token must name."
    )
    log_origin: str = Field(
        default="liuhen.local/demo",
        pattern=r"^[^\s+]{1,255}$",
        description="Name of the transparency log, unique in the world, in every checkpoint.",
    )
    keys_dir: Path = Field(
        default=Path("keys"),
        description="Folder of the signing and master keys; a relative path lies in the home.",
    )
    statement_timeout_seconds: float = Field(
        default=3.0, gt=0, le=3600, description="How long one database statement may take."
    )
    append_batch_max: int = Field(
        default=256, ge=1, le=10_000, description="How many commands one database commit may hold."
    )
    read_pool_min: int = Field(
        default=1, ge=0, le=1000, description="Database connections for reading kept open."
    )
    read_pool_max: int = Field(
        default=8, ge=1, le=1000, description="Database connections for reading at most."
    )
    cors_origins: Annotated[list[str], NoDecode] = Field(
        default_factory=list,
        description="Web origins whose pages may call the API, separated by commas.",
    )
    introspection: bool = Field(
        default=False, description="Whether everybody may ask the API for its schema."
    )
    graphiql: bool = Field(
        default=False, description="Whether the API serves a page to try queries on."
    )
    rules: Path | None = Field(
        default=None,
        description="File, or folder of files, with a jurisdiction's own days of rest and stricter"
        " terms, which run beside those that come with the product.",
    )
    watch_seconds: float = Field(
        default=60.0,
        ge=1,
        le=86_400,
        description="How often cases are searched for deadlines that have passed.",
    )
    max_body_bytes: int = Field(
        default=65_536, ge=1024, le=16_777_216, description="Largest request body accepted."
    )

    @field_validator("home")
    @classmethod
    def _whole_path(cls, path: Path) -> Path:
        return path.expanduser().absolute()

    @field_validator("keys_dir")
    @classmethod
    def _in_the_home(cls, path: Path, info: ValidationInfo) -> Path:
        home: Path = info.data.get("home", Path())
        return (home / path.expanduser()).absolute()

    @field_validator("schema_name")
    @classmethod
    def _no_foreign_schema(cls, name: str) -> str:
        if name.startswith("pg_") or name in ("public", "information_schema"):
            raise PydanticCustomError("schema", "PostgreSQL keeps this name for itself")
        if name.endswith(("_read", "_vault")):
            raise PydanticCustomError(
                "schema", "names ending in _read or _vault belong to another jurisdiction's schema"
            )
        return name

    @field_validator("database_url")
    @classmethod
    def _readable_address(cls, url: SecretStr | None) -> SecretStr | None:
        if url is not None:
            _parameters(url)
        return url

    @field_validator("jwks")
    @classmethod
    def _trustworthy_place(cls, place: str | None) -> str | None:
        if place is None or "://" not in place:
            return place
        parts = urlsplit(place)
        if "@" in parts.netloc:
            raise PydanticCustomError("jwks", "keys are public: no name or password belongs here")
        if parts.scheme != "https" and parts.hostname not in ("localhost", "127.0.0.1", "::1"):
            raise PydanticCustomError(
                "jwks", "not an https address: whoever can change these keys can sign in as anybody"
            )
        return place

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, level: object) -> object:
        return level.upper() if isinstance(level, str) else level

    @field_validator("cors_origins", mode="before")
    @classmethod
    def _split(cls, origins: object) -> object:
        if isinstance(origins, str):
            return [origin.strip() for origin in origins.split(",") if origin.strip()]
        return origins

    @field_validator("cors_origins")
    @classmethod
    def _whole_origins(cls, origins: list[str]) -> list[str]:
        for origin in origins:
            parts = urlsplit(origin)
            if (
                parts.scheme not in ("http", "https")
                or origin != f"{parts.scheme}://{parts.netloc}"
            ):
                raise PydanticCustomError(
                    "origin",
                    "{origin} is not an origin such as https://example.org",
                    {"origin": origin},
                )
        return origins

    @field_validator("read_pool_max")
    @classmethod
    def _room_for_the_least(cls, most: int, info: ValidationInfo) -> int:
        least = info.data.get("read_pool_min", 0)
        if most < least:
            raise PydanticCustomError("pool", "less than LIUHEN_READ_POOL_MIN")
        return most


@dataclass(frozen=True)
class SettingRow:
    """One setting as it is shown to an operator; `value` is masked where it is secret."""

    name: str
    variable: str
    value: str
    default: str
    description: str


def load_settings() -> Settings:
    """The settings of this process's environment. Raises `SettingsInvalid` with every problem."""
    problems = list(_misspelt())
    try:
        settings = Settings()
    except ValidationError as error:
        problems += [_problem(detail) for detail in error.errors(include_url=False)]
        raise SettingsInvalid(problems) from None
    if problems:
        raise SettingsInvalid(problems)
    return settings


def describe(settings: Settings) -> list[SettingRow]:
    """Every setting with its value (secrets masked) and its default, in the order of the class."""
    return [
        SettingRow(
            name=name,
            variable=_variable(name),
            value=_shown(getattr(settings, name)),
            default=_shown(field.get_default(call_default_factory=True)),
            description=field.description or "",
        )
        for name, field in Settings.model_fields.items()
    ]


def _variable(name: str) -> str:
    """The environment variable of a setting; of two, the one that is set."""
    readable = variables(name)
    return next((each for each in readable if os.environ.get(each)), readable[0])


def variables(name: str) -> list[str]:
    """Every environment variable that a setting is read from, the most important first."""
    match Settings.model_fields[name].validation_alias:
        case str(alias):
            return [alias]
        case AliasChoices(choices=choices):
            return [choice for choice in choices if isinstance(choice, str)]
        case _:
            return [PREFIX + name.upper()]


def _misspelt() -> Iterator[tuple[str, str]]:
    """Variables that look like a setting and are none: a misspelt one would go unnoticed.

    Others with our prefix are left alone; container platforms add some of their own.
    """
    known = {variable for name in Settings.model_fields for variable in variables(name)}
    for variable in sorted(os.environ):
        if variable.startswith(PREFIX) and variable not in known:
            for meant in get_close_matches(variable, known, n=1, cutoff=0.88):
                yield variable, f"there is no such setting; did you mean {meant}?"


def _problem(detail: ErrorDetails) -> tuple[str, str]:
    place = str(detail["loc"][0])
    named = [name for name in Settings.model_fields if place in (name, *variables(name))]
    name = named[0] if named else place
    variable = _variable(name) if named else place
    message = detail["msg"]
    if name not in ("database_url", "jwks"):
        message += f" (it is {detail['input']!r})"
    if name == "port" and str(detail["input"]).startswith("tcp://"):
        message += (
            ". Kubernetes sets this for a service called liuhen; set enableServiceLinks: false"
        )
    return variable, message


def _shown(value: object) -> str:
    match value:
        case None:
            return ""
        case SecretStr():
            return " ".join(
                f"{key}={MASK if 'password' in key else part}"
                for key, part in _parameters(value).items()
            )
        case bool():
            return "on" if value else "off"
        case list():
            return ", ".join(map(str, value))
        case _:
            return str(value)


def _parameters(url: SecretStr) -> Mapping[str, object]:
    """The parts of a PostgreSQL address, given as a URL or as keywords."""
    # Imported here: without an address of one's own the driver is not needed to read settings.
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    try:
        parameters = conninfo_to_dict(url.get_secret_value())
        if not re.fullmatch(r"[0-9,]*", str(parameters.get("port", ""))):
            raise ProgrammingError
        return parameters
    except ProgrammingError:
        # The driver's message repeats the address, and with it the password.
        raise PydanticCustomError(
            "address", "not a PostgreSQL address such as postgresql://user@host/database"
        ) from None
