-- The ledger's tables (architecture.md §5, ledger.md §4): the Merkle tree as tiles, and what was
-- signed. Both follow from the events and are written together, one transaction a checkpoint.

-- Only the widest version of each tile is kept: its first hashes are every narrower one.
CREATE TABLE :schema.tiles (
    level  smallint NOT NULL CHECK (level BETWEEN 0 AND 63),
    index  bigint   NOT NULL CHECK (index >= 0),
    width  smallint NOT NULL CHECK (width BETWEEN 1 AND 256),
    hashes bytea    NOT NULL CHECK (octet_length(hashes) = width * 32),
    PRIMARY KEY (level, index)
);
COMMENT ON TABLE :schema.tiles IS 'Tiles of C2SP tlog-tiles: width hashes of a level, from hash index * 256 on. Level 0 holds leaf hashes; the leaf at index n is the event at position n + 1.';
-- Hashes do not compress.
ALTER TABLE :schema.tiles ALTER COLUMN hashes SET STORAGE EXTERNAL;

CREATE TABLE :schema.checkpoints (
    size      bigint      PRIMARY KEY CHECK (size >= 1),
    root      bytea       NOT NULL CHECK (octet_length(root) = 32),
    note      bytea       NOT NULL CHECK (octet_length(note) BETWEEN 1 AND 1000000),
    signed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE :schema.checkpoints IS 'Every signed checkpoint, for ever. note: the exact bytes of a C2SP signed note over origin, size and root.';

CREATE FUNCTION :schema.tiles_only_grow() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.level <> OLD.level OR NEW.index <> OLD.index OR NEW.width <= OLD.width
       OR substring(NEW.hashes FOR octet_length(OLD.hashes)) <> OLD.hashes
    THEN
        RAISE EXCEPTION 'tile % of level % in % has % hashes, and only more may follow them',
            OLD.index, OLD.level, TG_TABLE_SCHEMA, OLD.width
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END;
$$;

CREATE FUNCTION :schema.checkpoints_only_advance() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    newest   bigint := (SELECT coalesce(max(c.size), 0) FROM :schema.checkpoints c);
    log_size bigint := (SELECT h.size FROM :schema.head h);
BEGIN
    IF NEW.size <= newest OR NEW.size > log_size THEN
        RAISE EXCEPTION 'a checkpoint of % events: the newest in % has %, the log %',
            NEW.size, TG_TABLE_SCHEMA, newest, log_size
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END;
$$;

CREATE TRIGGER only_grow BEFORE UPDATE ON :schema.tiles
    FOR EACH ROW EXECUTE FUNCTION :schema.tiles_only_grow();
CREATE TRIGGER never_deleted BEFORE DELETE ON :schema.tiles
    FOR EACH ROW EXECUTE FUNCTION :schema.refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON :schema.tiles
    FOR EACH STATEMENT EXECUTE FUNCTION :schema.refuse_change();
CREATE TRIGGER only_advance BEFORE INSERT ON :schema.checkpoints
    FOR EACH ROW EXECUTE FUNCTION :schema.checkpoints_only_advance();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON :schema.checkpoints
    FOR EACH ROW EXECUTE FUNCTION :schema.refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON :schema.checkpoints
    FOR EACH STATEMENT EXECUTE FUNCTION :schema.refuse_change();
ALTER TABLE :schema.tiles ENABLE ALWAYS TRIGGER only_grow;
ALTER TABLE :schema.tiles ENABLE ALWAYS TRIGGER never_deleted;
ALTER TABLE :schema.tiles ENABLE ALWAYS TRIGGER never_truncated;
ALTER TABLE :schema.checkpoints ENABLE ALWAYS TRIGGER only_advance;
ALTER TABLE :schema.checkpoints ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE :schema.checkpoints ENABLE ALWAYS TRIGGER never_truncated;

GRANT SELECT ON :schema.tiles, :schema.checkpoints TO liuhen_app, liuhen_auditor;
GRANT INSERT, UPDATE ON :schema.tiles TO liuhen_app;
GRANT INSERT ON :schema.checkpoints TO liuhen_app;
