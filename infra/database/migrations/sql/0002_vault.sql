-- The vault's tables (architecture.md §6): data keys wrapped by a master key that is never in
-- PostgreSQL, and identities encrypted under them.

CREATE TABLE :schema_vault.keys (
    subject text        PRIMARY KEY,
    wrapped bytea       NOT NULL,
    made_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE :schema_vault.keys IS 'One data key for each person and each case. Destroying a row blanks the subject everywhere.';

CREATE TABLE :schema_vault.identities (
    person  text        PRIMARY KEY,
    sealed  bytea       NOT NULL,
    made_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE :schema_vault.identities IS 'Name, id number, phone and address, encrypted under the person''s own key.';

GRANT SELECT, INSERT ON :schema_vault.keys, :schema_vault.identities TO liuhen_app;
