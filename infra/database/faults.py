"""What can go wrong with the database. All of these are ours, never the user's.

DatabaseFault
├── DatabaseDown              nobody answers, or the server is starting or stopping
├── DatabaseBusy              the server is well, but every connection of the pool is in use
├── LoginRefused              the server answers and does not let us in
├── UnsafeEnvironment         an environment variable would make the event store lose events
├── ServerFault               the embedded server
│   ├── BinariesMissing       the package with the PostgreSQL programs is not installed
│   ├── HomeNotOurs           the home folder belongs to another user
│   ├── ServerUserMissing     we are root, PostgreSQL refuses root, and there is no other user
│   ├── OtherServerVersion    the data folder was made by another major version
│   ├── ServerDidNotStart
│   └── ServerDidNotStop
└── MigrationFault
    ├── AdministratorNeeded   the login may not make roles or schemas; says what to run
    ├── MigrationBusy         another process has been migrating for too long
    └── SchemaTooNew          a newer release has already changed the schema
"""


class DatabaseFault(Exception):
    """Anything wrong with the database. The message is for operators and holds no secret."""


class DatabaseDown(DatabaseFault):
    """Nobody answers, or the server is starting or stopping. Trying again later may work."""


class DatabaseBusy(DatabaseFault):
    """The server is well, but every connection of the pool stayed in use for too long."""


class LoginRefused(DatabaseFault):
    """The server answers and does not let us in: name, password, database or role is wrong."""


class UnsafeEnvironment(DatabaseFault):
    """An environment variable would make the event store lose events."""


class ServerFault(DatabaseFault):
    """Anything wrong with running the embedded server."""


class BinariesMissing(ServerFault):
    """The package that holds the PostgreSQL programs is not installed."""


class HomeNotOurs(ServerFault):
    """The home folder belongs to another user."""


class ServerUserMissing(ServerFault):
    """PostgreSQL refuses to run as root, and no unprivileged user could be found or made."""


class OtherServerVersion(ServerFault):
    """The data folder was made by another major version of PostgreSQL."""


class ServerDidNotStart(ServerFault):
    """The server ended or stayed silent instead of answering."""


class ServerDidNotStop(ServerFault):
    """The server was asked to stop and is still there."""


class MigrationFault(DatabaseFault):
    """The schema could not be brought up to date. Nothing was changed."""


class AdministratorNeeded(MigrationFault):
    """The login may not make the roles or schemas. `statements` is what to have run for it."""

    def __init__(self, reason: str, statements: str) -> None:
        self.statements = statements
        super().__init__(
            f"{reason}. Ask the database's administrator to run this once, then start again:\n\n"
            f"{statements}"
        )


class MigrationBusy(MigrationFault):
    """Another process has held the migration lock for too long."""


class SchemaTooNew(MigrationFault):
    """A newer release has already changed the schema; this one must not write to it."""
