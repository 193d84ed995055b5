-- What is in use at each door in one row, and a mark of what the expiry planner reads.
-- CreateTable
CREATE TABLE "door_certificates" (
    "endpoint_id" UUID NOT NULL,
    "location_id" INTEGER NOT NULL,
    "leaves" TEXT[],
    "others" TEXT NOT NULL,
    "serves" BOOLEAN NOT NULL,

    CONSTRAINT "door_certificates_pkey" PRIMARY KEY ("endpoint_id","location_id")
);

-- CreateTable
CREATE TABLE "certificate_marks" (
    "id" SERIAL NOT NULL,
    "revision" BIGINT NOT NULL,

    CONSTRAINT "certificate_marks_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "door_certificates_location_id_idx" ON "door_certificates"("location_id");

-- AddForeignKey
ALTER TABLE "door_certificates" ADD CONSTRAINT "door_certificates_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "endpoints"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "door_certificates" ADD CONSTRAINT "door_certificates_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "locations"("id") ON DELETE CASCADE ON UPDATE CASCADE;



-- Most doors send one leaf, and what is above it is the same text at thousands of them.
CREATE FUNCTION "certificates_at_door"(endpoint uuid, location integer)
RETURNS TABLE ("leaves" text[], "others" text, "serves" boolean) LANGUAGE sql STABLE AS $$
  SELECT coalesce(array_agg(sha256 ORDER BY sha256) FILTER (WHERE sent AND leaf), '{}'),
    coalesce(string_agg(sent::int + 2 * leaf::int || sha256, ' ' ORDER BY sha256) FILTER (WHERE NOT (sent AND leaf)), ''),
    coalesce(bool_or(served), false)
  FROM (
    SELECT sha256, bool_or(sent) AS sent, bool_or(leaf) AS leaf, bool_or(served) AS served FROM (
      SELECT sha256, true AS sent, is_leaf AS leaf, true AS served FROM served_certificates
      WHERE endpoint_id = endpoint AND location_id = location AND to_at IS NULL
      UNION ALL
      SELECT sha256, sent, depth = 0, false FROM path_certificates WHERE endpoint_id = endpoint AND location_id = location
    ) AS seen GROUP BY sha256
  ) AS used
$$;

-- Whoever changes what is in use at a door holds the door's row from then on, and only then looks what there is: of two that do so at
-- once, the second sees what the first one did. Where the door or the location itself is being removed, its row goes with it and must
-- not come again.
CREATE FUNCTION "keep_door_certificates"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO door_certificates (endpoint_id, location_id, leaves, others, serves)
  SELECT DISTINCT changed.endpoint_id, changed.location_id, '{}'::text[], '', false FROM changed
    JOIN endpoints ON endpoints.id = changed.endpoint_id JOIN locations ON locations.id = changed.location_id
  ORDER BY 1, 2 ON CONFLICT DO NOTHING;
  PERFORM FROM door_certificates WHERE (endpoint_id, location_id) IN (SELECT endpoint_id, location_id FROM changed)
  ORDER BY endpoint_id, location_id FOR UPDATE;
  UPDATE door_certificates AS kept SET leaves = used.leaves, others = used.others, serves = used.serves
  FROM (SELECT DISTINCT endpoint_id, location_id FROM changed) AS door
    CROSS JOIN LATERAL certificates_at_door(door.endpoint_id, door.location_id) AS used
  WHERE kept.endpoint_id = door.endpoint_id AND kept.location_id = door.location_id
    AND (kept.leaves, kept.others, kept.serves) IS DISTINCT FROM (used.leaves, used.others, used.serves);
  RETURN NULL;
END
$$;

CREATE TRIGGER "served_certificates_begun" AFTER INSERT ON "served_certificates"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "keep_door_certificates"();
CREATE TRIGGER "served_certificates_changed" AFTER UPDATE ON "served_certificates"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "keep_door_certificates"();
CREATE TRIGGER "served_certificates_removed" AFTER DELETE ON "served_certificates"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "keep_door_certificates"();
CREATE TRIGGER "path_certificates_begun" AFTER INSERT ON "path_certificates"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "keep_door_certificates"();
CREATE TRIGGER "path_certificates_changed" AFTER UPDATE ON "path_certificates"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "keep_door_certificates"();
CREATE TRIGGER "path_certificates_removed" AFTER DELETE ON "path_certificates"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "keep_door_certificates"();

INSERT INTO "door_certificates" ("endpoint_id", "location_id", "leaves", "others", "serves")
SELECT door."endpoint_id", door."location_id", now."leaves", now."others", now."serves"
FROM (
  SELECT "endpoint_id", "location_id" FROM "served_certificates" WHERE "to_at" IS NULL
  UNION SELECT "endpoint_id", "location_id" FROM "path_certificates"
) AS door CROSS JOIN LATERAL "certificates_at_door"(door."endpoint_id", door."location_id") AS now;

-- A transaction that changes what the planner reads writes its id into a row that no other one holds. So two readers that see the same
-- rows see the same certificates, and nobody waits: a single row would have all saves stand in a queue.
CREATE FUNCTION "mark_certificates"() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  this bigint := pg_current_xact_id()::text::bigint;
  free integer;
BEGIN
  IF EXISTS (SELECT FROM certificate_marks WHERE revision = this) THEN RETURN; END IF;
  SELECT id INTO free FROM certificate_marks ORDER BY id FOR UPDATE SKIP LOCKED LIMIT 1;
  IF free IS NULL THEN INSERT INTO certificate_marks (revision) VALUES (this);
  ELSE UPDATE certificate_marks SET revision = this WHERE id = free;
  END IF;
END
$$;

-- For statements that change at least one row.
CREATE FUNCTION "mark_changed_certificates"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM changed) THEN PERFORM mark_certificates(); END IF;
  RETURN NULL;
END
$$;

-- For rows of which some columns matter, and for a table that is emptied.
CREATE FUNCTION "mark_changed_row"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM mark_certificates();
  RETURN NULL;
END
$$;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['served_certificates', 'path_certificates', 'certificates', 'hosts', 'domains', 'endpoints', 'installation',
    'renewal_plans', 'renewal_doors', 'change_freezes']
  LOOP
    EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS changed
      FOR EACH STATEMENT EXECUTE FUNCTION mark_changed_certificates()', name || '_added_mark', name);
    EXECUTE format('CREATE TRIGGER %I AFTER DELETE ON %I REFERENCING OLD TABLE AS changed
      FOR EACH STATEMENT EXECUTE FUNCTION mark_changed_certificates()', name || '_removed_mark', name);
    EXECUTE format('CREATE TRIGGER %I AFTER TRUNCATE ON %I
      FOR EACH STATEMENT EXECUTE FUNCTION mark_changed_row()', name || '_emptied_mark', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['served_certificates', 'path_certificates', 'certificates', 'installation', 'renewal_plans', 'renewal_doors',
    'change_freezes']
  LOOP
    EXECUTE format('CREATE TRIGGER %I AFTER UPDATE ON %I REFERENCING NEW TABLE AS changed
      FOR EACH STATEMENT EXECUTE FUNCTION mark_changed_certificates()', name || '_changed_mark', name);
  END LOOP;
END
$$;

-- These are written for many other reasons.
CREATE TRIGGER "hosts_changed_mark" AFTER UPDATE ON "hosts" FOR EACH ROW
  WHEN ((OLD."id", OLD."name", OLD."domain_id", OLD."owner", OLD."site", OLD."site_detected", OLD."expiry_windows")
    IS DISTINCT FROM (NEW."id", NEW."name", NEW."domain_id", NEW."owner", NEW."site", NEW."site_detected", NEW."expiry_windows"))
  EXECUTE FUNCTION "mark_changed_row"();
CREATE TRIGGER "domains_changed_mark" AFTER UPDATE ON "domains" FOR EACH ROW
  WHEN ((OLD."id", OLD."name", OLD."owner", OLD."expiry_windows")
    IS DISTINCT FROM (NEW."id", NEW."name", NEW."owner", NEW."expiry_windows"))
  EXECUTE FUNCTION "mark_changed_row"();
CREATE TRIGGER "endpoints_changed_mark" AFTER UPDATE ON "endpoints" FOR EACH ROW
  WHEN ((OLD."id", OLD."host_id", OLD."port") IS DISTINCT FROM (NEW."id", NEW."host_id", NEW."port"))
  EXECUTE FUNCTION "mark_changed_row"();
