-- Roles and schemas: who there is, and the three places they work in.
--
-- Runs before any revision, as the login that migrates, and may run again: everything here is
-- created only where it is missing. Roles belong to the whole cluster, so two databases that are
-- migrated at the same time may create the same role; whoever comes second takes the first's.
-- Where the login may not do this, administrator.sql is what the product asks to have run.

DO $$
DECLARE
    wanted text;
    granted record;
    -- Since version 16 whoever creates a role is its member, yet may not act as it.
    may_act text := CASE WHEN current_setting('server_version_num')::int >= 160000
                         THEN 'SET' ELSE 'MEMBER' END;
BEGIN
    FOREACH wanted IN ARRAY ARRAY[
        'liuhen_owner',     -- owns the events, the ledger, the vault and their functions
        'liuhen_app',       -- the product at work
        'liuhen_reader',    -- reports and dashboards: reads projections
        'liuhen_auditor',   -- verification: reads events and ledger
        'liuhen_migrator'   -- given to the login that changes the schema
    ] LOOP
        IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = wanted) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN
                NULL;
            END;
        END IF;
    END LOOP;

    FOR granted IN
        SELECT *
        FROM (VALUES
            ('liuhen_owner', 'liuhen_migrator'),
            ('liuhen_app', 'liuhen_migrator'),
            ('liuhen_migrator', current_user::text)
        ) AS grants (role, member)
    LOOP
        -- A superuser may act as everybody without being told so.
        IF NOT pg_catalog.pg_has_role(granted.member, granted.role, may_act) THEN
            BEGIN
                EXECUTE format('GRANT %I TO %I', granted.role, granted.member);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN
                NULL;
            END;
        END IF;
    END LOOP;

    IF to_regnamespace(':schema') IS NULL THEN
        CREATE SCHEMA :schema AUTHORIZATION liuhen_owner;
    END IF;
    IF to_regnamespace(':schema_vault') IS NULL THEN
        CREATE SCHEMA :schema_vault AUTHORIZATION liuhen_owner;
    END IF;
    IF to_regnamespace(':schema_read') IS NULL THEN
        CREATE SCHEMA :schema_read AUTHORIZATION liuhen_app;
    END IF;
END
$$;

SET LOCAL ROLE liuhen_owner;

GRANT USAGE ON SCHEMA :schema TO liuhen_app, liuhen_auditor;
GRANT USAGE ON SCHEMA :schema_vault TO liuhen_app;

-- PostgreSQL lets everybody execute a new function. Here each right is given by name.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

SET LOCAL ROLE liuhen_app;

GRANT USAGE ON SCHEMA :schema_read TO liuhen_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA :schema_read TO liuhen_reader;
ALTER DEFAULT PRIVILEGES IN SCHEMA :schema_read GRANT SELECT ON TABLES TO liuhen_reader;
