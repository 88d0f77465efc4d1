-- The destruction of a volume (domain.md §2.5 J, docs/adr/0030): the event that says so destroys the
-- key of its stream's narrative, in its own transaction. So neither is ever there without the other,
-- and nobody has the right to destroy a key by itself.

-- A destroyed key leaves its row behind: so no second one is ever made for the subject, and a key
-- that was destroyed is told from one that was never made. `destroyed_by` rises with every
-- destruction, because whoever appends holds the head of the log.
ALTER TABLE :schema_vault.keys
    ALTER COLUMN wrapped DROP NOT NULL,
    ADD COLUMN destroyed_by bigint,
    ADD CONSTRAINT kept_or_destroyed CHECK ((wrapped IS NULL) = (destroyed_by IS NOT NULL));
CREATE UNIQUE INDEX keys_destroyed ON :schema_vault.keys (destroyed_by)
    WHERE destroyed_by IS NOT NULL;
COMMENT ON TABLE :schema_vault.keys IS 'One data key for each person and each case. A destroyed key blanks the subject everywhere.';
COMMENT ON COLUMN :schema_vault.keys.wrapped IS 'The key, wrapped by the master key; NULL once it is destroyed.';
COMMENT ON COLUMN :schema_vault.keys.destroyed_by IS 'Position of the event that destroyed it.';

-- PostgreSQL keeps the old row until it is swept: here every dead row is worth a sweep.
ALTER TABLE :schema_vault.keys
    SET (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0);

-- Keys are made, and never made as destroyed ones.
REVOKE INSERT ON :schema_vault.keys FROM liuhen_app;
GRANT INSERT (subject, wrapped) ON :schema_vault.keys TO liuhen_app;

-- The id of a case from its stream, as `encode` in domain/ids.py: 26 digits of Crockford's base 32.
CREATE FUNCTION :schema_vault.case_id(stream uuid) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT 'case_' || string_agg(
        substr('0123456789abcdefghjkmnpqrstvwxyz',
               substring(b.bits FROM 5 * i + 1 FOR 5)::bit(5)::int + 1, 1), '' ORDER BY i)
    FROM (SELECT B'00' || ('x' || replace(stream::text, '-', ''))::bit(128) AS bits) AS b,
         generate_series(0, 25) AS i
$$;

-- Also for a case that never had a key: none is made for it any more.
CREATE FUNCTION :schema_vault.destroy_key() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO :schema_vault.keys AS k (subject, wrapped, destroyed_by)
    VALUES (:schema_vault.case_id(NEW.stream_id), NULL, NEW.position)
    ON CONFLICT (subject) DO UPDATE SET wrapped = NULL, destroyed_by = NEW.position
    WHERE k.destroyed_by IS NULL;
    RETURN NULL;
END;
$$;

CREATE TRIGGER destroys_key AFTER INSERT ON :schema.events
    FOR EACH ROW WHEN (NEW.type = 'case.destruction_executed')
    EXECUTE FUNCTION :schema_vault.destroy_key();
ALTER TABLE :schema.events ENABLE ALWAYS TRIGGER destroys_key;

-- For a vault that was brought back from a backup: whatever the log says was destroyed is destroyed
-- again. Asked at every start; the index keeps that cheap.
CREATE INDEX events_destroying ON :schema.events (position)
    WHERE type = 'case.destruction_executed';
CREATE FUNCTION :schema_vault.destroy_again() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    again bigint;
BEGIN
    INSERT INTO :schema_vault.keys AS k (subject, wrapped, destroyed_by)
    SELECT DISTINCT ON (e.stream_id) :schema_vault.case_id(e.stream_id), NULL, e.position
    FROM :schema.events e
    WHERE e.type = 'case.destruction_executed'
      AND NOT EXISTS (SELECT FROM :schema_vault.keys d WHERE d.destroyed_by = e.position)
    ORDER BY e.stream_id, e.position
    ON CONFLICT (subject) DO UPDATE SET wrapped = NULL, destroyed_by = EXCLUDED.destroyed_by
    WHERE k.destroyed_by IS NULL;
    GET DIAGNOSTICS again = ROW_COUNT;
    RETURN again;
END;
$$;
GRANT EXECUTE ON FUNCTION :schema_vault.destroy_again() TO liuhen_app;
