-- The event store (architecture.md §4, ledger.md §3): one log, one head, one record of commands.

CREATE TABLE :schema.events (
    position    bigint      PRIMARY KEY CHECK (position >= 1),
    stream_id   uuid        NOT NULL,
    version     integer     NOT NULL CHECK (version >= 1),
    type        text        NOT NULL CHECK (type ~ '^[a-z][a-z0-9_.-]{0,99}$'),
    recorded_at timestamptz NOT NULL,
    data        bytea       NOT NULL CHECK (octet_length(data) BETWEEN 1 AND 1048576),
    UNIQUE (stream_id, version)
);
COMMENT ON TABLE :schema.events IS 'Every event, for ever. position: gap-free from 1 in commit order; version: contiguous from 1 in its stream; data: the exact UTF-8 bytes of one canonical JSON object.';

-- Whoever appends locks this one row; so the order of positions is the order of commits.
CREATE TABLE :schema.head (
    only_row    boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
    size        bigint      NOT NULL CHECK (size >= 0),
    recorded_at timestamptz NOT NULL
) WITH (fillfactor = 10);
INSERT INTO :schema.head (size, recorded_at) VALUES (0, '-infinity');

-- Idempotency keys with the fingerprint of what was asked and the positions that answered it.
CREATE TABLE :schema.commands (
    key            text        PRIMARY KEY CHECK (octet_length(key) BETWEEN 1 AND 400),
    fingerprint    bytea       NOT NULL CHECK (octet_length(fingerprint) = 32),
    first_position bigint      NOT NULL,
    last_position  bigint      NOT NULL,
    recorded_at    timestamptz NOT NULL
);

-- Where the database's clock was found behind what it had already written.
CREATE TABLE :schema.clock_setbacks (
    first_position bigint      PRIMARY KEY,
    clock_said     timestamptz NOT NULL,
    recorded_at    timestamptz NOT NULL
);

CREATE FUNCTION :schema.refuse_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '% on %.% is refused: what is recorded stays as it is',
        TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END;
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON :schema.events
    FOR EACH ROW EXECUTE FUNCTION :schema.refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON :schema.events
    FOR EACH STATEMENT EXECUTE FUNCTION :schema.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON :schema.commands
    FOR EACH ROW EXECUTE FUNCTION :schema.refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON :schema.commands
    FOR EACH STATEMENT EXECUTE FUNCTION :schema.refuse_change();
CREATE TRIGGER never_deleted BEFORE DELETE ON :schema.head
    FOR EACH ROW EXECUTE FUNCTION :schema.refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON :schema.head
    FOR EACH STATEMENT EXECUTE FUNCTION :schema.refuse_change();
ALTER TABLE :schema.events ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE :schema.events ENABLE ALWAYS TRIGGER never_truncated;
ALTER TABLE :schema.commands ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE :schema.commands ENABLE ALWAYS TRIGGER never_truncated;
ALTER TABLE :schema.head ENABLE ALWAYS TRIGGER never_deleted;
ALTER TABLE :schema.head ENABLE ALWAYS TRIGGER never_truncated;

-- The one door. A batch of appends; append i has `sizes[i]` events, taken in order from the event
-- arrays (`owners` says which append an event belongs to), and perhaps an idempotency key.
-- One bad append never fails its neighbours.
-- Verdicts: stored | replayed (same key, same fingerprint) | key_reused | conflict.
-- A batch in which nothing clashes is stored by one statement; any other is walked through.
CREATE FUNCTION :schema.append(
    keys text[], fingerprints bytea[], sizes integer[],
    owners integer[], streams uuid[], versions integer[], types text[], payloads bytea[]
) RETURNS TABLE (
    verdict text, first_position bigint, last_position bigint,
    recorded_at timestamptz, conflict_stream uuid, current_version integer
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    log_size  bigint;
    last_at   timestamptz;
    clock_now timestamptz;
    start_size bigint;
    before    integer := 0;  -- events of earlier appends in the arrays
    n         integer;
    prior     :schema.commands%ROWTYPE;
    clash     record;
BEGIN
    SELECT h.size, h.recorded_at INTO STRICT log_size, last_at FROM :schema.head h FOR UPDATE;
    start_size := log_size;
    clock_now := clock_timestamp();
    IF isfinite(last_at) AND last_at - clock_now > interval '1 second' THEN
        INSERT INTO :schema.clock_setbacks VALUES (log_size + 1, clock_now, last_at)
        ON CONFLICT DO NOTHING;
    END IF;
    last_at := greatest(clock_now, last_at);

    IF NOT EXISTS (SELECT FROM :schema.commands c WHERE c.key = ANY (keys))
       AND (SELECT count(k) = count(DISTINCT k) FROM unnest(keys) AS k)
       AND NOT EXISTS (
            SELECT FROM (
                SELECT u.stream, min(u.version) AS lowest, max(u.version) AS highest,
                       count(*) AS total, count(DISTINCT u.version) AS different,
                       min(u.owner) AS first_owner, max(u.owner) AS last_owner
                FROM unnest(owners, streams, versions) AS u (owner, stream, version)
                GROUP BY u.stream) e
            LEFT JOIN LATERAL (SELECT x.version FROM :schema.events x
                               WHERE x.stream_id = e.stream
                               ORDER BY x.version DESC LIMIT 1) l ON true
            WHERE e.lowest <> coalesce(l.version, 0) + 1
               OR e.different <> e.total OR e.highest - e.lowest + 1 <> e.total
               OR e.first_owner <> e.last_owner)
    THEN
        INSERT INTO :schema.events (position, stream_id, version, type, recorded_at, data)
        SELECT start_size + u.nth, u.stream, u.version, u.type, last_at, u.payload
        FROM unnest(streams, versions, types, payloads)
             WITH ORDINALITY AS u (stream, version, type, payload, nth);
        INSERT INTO :schema.commands (key, fingerprint, first_position, last_position, recorded_at)
        SELECT a.key, a.fingerprint, start_size + a.upto - a.size + 1, start_size + a.upto, last_at
        FROM (SELECT u.key, u.fingerprint, u.size, sum(u.size) OVER (ORDER BY u.nth) AS upto
              FROM unnest(keys, fingerprints, sizes)
                   WITH ORDINALITY AS u (key, fingerprint, size, nth)) a
        WHERE a.key IS NOT NULL;
        UPDATE :schema.head SET size = start_size + cardinality(streams), recorded_at = last_at;
        PERFORM pg_notify(:'schema', (start_size + cardinality(streams))::text);
        RETURN QUERY
        SELECT 'stored', start_size + sum(u.size) OVER before_and_this - u.size + 1,
               start_size + sum(u.size) OVER before_and_this, last_at, NULL::uuid, NULL::integer
        FROM unnest(sizes) WITH ORDINALITY AS u (size, nth)
        WINDOW before_and_this AS (ORDER BY u.nth)
        ORDER BY u.nth;
        RETURN;
    END IF;

    FOR i IN 1 .. cardinality(sizes) LOOP
        n := sizes[i];
        conflict_stream := NULL;
        current_version := NULL;
        IF keys[i] IS NOT NULL THEN
            SELECT * INTO prior FROM :schema.commands c WHERE c.key = keys[i];
            IF FOUND THEN
                verdict := CASE WHEN prior.fingerprint = fingerprints[i]
                                THEN 'replayed' ELSE 'key_reused' END;
                first_position := prior.first_position;
                last_position := prior.last_position;
                recorded_at := prior.recorded_at;
                before := before + n;
                RETURN NEXT;
                CONTINUE;
            END IF;
        END IF;

        SELECT e.stream, coalesce(l.version, 0) AS current INTO clash
        FROM (SELECT u.stream, min(u.version) AS lowest, max(u.version) AS highest,
                     count(*) AS total, count(DISTINCT u.version) AS different
              FROM unnest(streams[before + 1 : before + n],
                          versions[before + 1 : before + n]) AS u (stream, version)
              GROUP BY u.stream) e
        LEFT JOIN LATERAL (SELECT x.version FROM :schema.events x
                           WHERE x.stream_id = e.stream
                           ORDER BY x.version DESC LIMIT 1) l ON true
        WHERE e.lowest <> coalesce(l.version, 0) + 1
           OR e.different <> e.total OR e.highest - e.lowest + 1 <> e.total
        LIMIT 1;
        IF FOUND THEN
            verdict := 'conflict';
            first_position := NULL;
            last_position := NULL;
            recorded_at := NULL;
            conflict_stream := clash.stream;
            current_version := clash.current;
            before := before + n;
            RETURN NEXT;
            CONTINUE;
        END IF;

        INSERT INTO :schema.events (position, stream_id, version, type, recorded_at, data)
        SELECT log_size + u.nth, u.stream, u.version, u.type, last_at, u.payload
        FROM unnest(streams[before + 1 : before + n], versions[before + 1 : before + n],
                    types[before + 1 : before + n], payloads[before + 1 : before + n])
             WITH ORDINALITY AS u (stream, version, type, payload, nth);
        IF keys[i] IS NOT NULL THEN
            INSERT INTO :schema.commands
            VALUES (keys[i], fingerprints[i], log_size + 1, log_size + n, last_at);
        END IF;
        verdict := 'stored';
        first_position := log_size + 1;
        last_position := log_size + n;
        recorded_at := last_at;
        log_size := log_size + n;
        before := before + n;
        RETURN NEXT;
    END LOOP;

    IF log_size > start_size THEN
        UPDATE :schema.head SET size = log_size, recorded_at = last_at;
        PERFORM pg_notify(:'schema', log_size::text);
    END IF;
END;
$$;

-- The one line format, frozen: these bytes are exported, hashed, proved and replayed.
-- `infra/store/line.py` writes the same bytes.
CREATE FUNCTION :schema.line(
    nth bigint, moment timestamptz, stream uuid, nth_in_stream integer, kind text, data bytea
) RETURNS bytea
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT convert_to(
        '{"position":' || nth
        || ',"recorded_at":"' || to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        || '","stream":"' || stream || '","version":' || nth_in_stream
        || ',"type":"' || kind || '","event":', 'UTF8')
        || data || convert_to('}', 'UTF8')
$$;

-- For people with psql: the same rows with the data as JSON.
CREATE VIEW :schema.events_readable AS
SELECT position, stream_id, version, type, recorded_at,
       convert_from(data, 'UTF8')::jsonb AS event
FROM :schema.events;

GRANT SELECT ON :schema.events, :schema.events_readable, :schema.head, :schema.commands,
    :schema.clock_setbacks TO liuhen_app, liuhen_auditor;
GRANT EXECUTE ON FUNCTION
    :schema.append(text[], bytea[], integer[], integer[], uuid[], integer[], text[], bytea[])
    TO liuhen_app;
GRANT EXECUTE ON FUNCTION
    :schema.line(bigint, timestamptz, uuid, integer, text, bytea) TO liuhen_app, liuhen_auditor;
