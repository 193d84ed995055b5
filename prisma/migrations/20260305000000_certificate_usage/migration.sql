-- Which certificates are in use at which places, and marks that tell whether this is still so.
-- CreateTable
CREATE TABLE "certificate_usage" (
    "sha256" TEXT NOT NULL,
    "sent" BOOLEAN NOT NULL,
    "leaf" BOOLEAN NOT NULL,
    "places" INTEGER[],

    CONSTRAINT "certificate_usage_pkey" PRIMARY KEY ("sha256")
);

-- CreateTable
CREATE TABLE "usage_places" (
    "no" INTEGER NOT NULL,
    "owner" TEXT NOT NULL,
    "site" TEXT NOT NULL,
    "domain" TEXT NOT NULL,
    "windows" JSONB,

    CONSTRAINT "usage_places_pkey" PRIMARY KEY ("no")
);

-- CreateTable
CREATE TABLE "usage_mark" (
    "id" INTEGER NOT NULL,
    "marks" TEXT NOT NULL,
    "hosts" INTEGER NOT NULL,

    CONSTRAINT "usage_mark_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "certificate_marks" (
    "id" SERIAL NOT NULL,
    "revision" BIGINT NOT NULL,

    CONSTRAINT "certificate_marks_pkey" PRIMARY KEY ("id")
);



-- No mark is like this: the usage was never brought up to date.
INSERT INTO "usage_mark" ("id", "marks", "hosts") VALUES (1, 'never', 0);

-- A transaction that changes what usage and planner are made from writes its id into a row that no other one holds. So two readers that see the same
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
