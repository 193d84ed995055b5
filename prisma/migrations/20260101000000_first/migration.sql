-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "transport" AS ENUM ('ldaps', 'starttls');

-- CreateEnum
CREATE TYPE "verdict" AS ENUM ('critical', 'warning', 'healthy', 'unknown');

-- CreateEnum
CREATE TYPE "span_verdict" AS ENUM ('critical', 'warning', 'healthy', 'unknown', 'paused');

-- CreateEnum
CREATE TYPE "severity" AS ENUM ('critical', 'warning', 'notice');

-- CreateEnum
CREATE TYPE "confidence" AS ENUM ('certain', 'high', 'medium', 'low');

-- CreateTable
CREATE TABLE "domains" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "domains_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hosts" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "domain_id" INTEGER,
    "site" TEXT NOT NULL DEFAULT '',
    "site_detected" TEXT NOT NULL DEFAULT '',
    "profile" TEXT,
    "detected_profile" TEXT,
    "address" TEXT,
    "stands_for_domain" BOOLEAN NOT NULL DEFAULT false,
    "paused_at" TIMESTAMPTZ(3),
    "pause_reason" TEXT,
    "revision" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "hosts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "endpoints" (
    "id" UUID NOT NULL,
    "host_id" UUID NOT NULL,
    "port" INTEGER NOT NULL,
    "transport" "transport" NOT NULL,
    "interval_seconds" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "endpoints_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "locations" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "locations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "endpoint_states" (
    "endpoint_id" UUID NOT NULL,
    "location_id" INTEGER NOT NULL,
    "next_due_at" TIMESTAMPTZ(3),
    "claim_token" UUID,
    "claimed_until" TIMESTAMPTZ(3),
    "verdict" "verdict",
    "verdict_since" TIMESTAMPTZ(3),
    "confirmed_verdict" "verdict",
    "confirmed_since" TIMESTAMPTZ(3),
    "confirming" BOOLEAN NOT NULL DEFAULT false,
    "recent_verdicts" "verdict"[],
    "root_cause_id" TEXT,
    "root_cause_no" INTEGER,
    "root_cause_title" TEXT,
    "root_cause_severity" "severity",
    "summary" TEXT,
    "unknown_because" TEXT,
    "last_check_id" UUID,
    "last_started_at" TIMESTAMPTZ(3),
    "last_checked_at" TIMESTAMPTZ(3),
    "evidence_id" UUID,
    "timings" JSONB,
    "last_good_evidence_id" UUID,
    "last_good_at" TIMESTAMPTZ(3),
    "leaf_sha256" TEXT,
    "leaf_not_after" TIMESTAMPTZ(3),
    "addresses" TEXT[],
    "tls_version" TEXT,
    "revision" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "endpoint_states_pkey" PRIMARY KEY ("endpoint_id","location_id")
);

-- CreateTable
CREATE TABLE "fleet_mark" (
    "id" INTEGER NOT NULL,
    "revision" BIGINT NOT NULL,

    CONSTRAINT "fleet_mark_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "checks" (
    "id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "endpoint_id" UUID NOT NULL,
    "location_id" INTEGER NOT NULL,
    "verdict" "verdict" NOT NULL,
    "unknown_because" TEXT,
    "root_cause_id" TEXT,
    "finding_ids" TEXT[],
    "total_ms" INTEGER NOT NULL,
    "timings_doubtful" BOOLEAN NOT NULL DEFAULT false,
    "timings" JSONB NOT NULL,
    "evidence_id" UUID,

    CONSTRAINT "checks_pkey" PRIMARY KEY ("started_at","id")
) PARTITION BY RANGE ("started_at");

-- CreateTable
CREATE TABLE "evidence" (
    "id" UUID NOT NULL,
    "endpoint_id" UUID NOT NULL,
    "location_id" INTEGER NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "document" JSONB NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "certificates" (
    "sha256" TEXT NOT NULL,
    "der" BYTEA NOT NULL,
    "subject" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "serial_number" TEXT NOT NULL,
    "not_before" TIMESTAMPTZ(3),
    "not_after" TIMESTAMPTZ(3),
    "dns_names" TEXT[],
    "key_algorithm" TEXT NOT NULL,
    "key_bits" INTEGER,
    "self_signed" BOOLEAN NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "certificates_pkey" PRIMARY KEY ("sha256")
);

-- CreateTable
CREATE TABLE "served_certificates" (
    "id" BIGSERIAL NOT NULL,
    "endpoint_id" UUID NOT NULL,
    "location_id" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "is_leaf" BOOLEAN NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3),

    CONSTRAINT "served_certificates_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "trust_anchors" (
    "sha256" TEXT NOT NULL,
    "pem" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "not_after" TIMESTAMPTZ(3),
    "store" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "trust_anchors_pkey" PRIMARY KEY ("sha256")
);

-- CreateTable
CREATE TABLE "open_findings" (
    "id" BIGSERIAL NOT NULL,
    "endpoint_id" UUID NOT NULL,
    "location_id" INTEGER NOT NULL,
    "finding_id" TEXT NOT NULL,
    "no" INTEGER NOT NULL,
    "severity" "severity" NOT NULL,
    "stage" TEXT NOT NULL,
    "confidence" "confidence" NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "observations" JSONB NOT NULL,
    "addresses" TEXT[],
    "rank" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "open_findings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verdict_spans" (
    "id" BIGSERIAL NOT NULL,
    "endpoint_id" UUID NOT NULL,
    "location_id" INTEGER NOT NULL,
    "verdict" "span_verdict" NOT NULL,
    "root_cause_id" TEXT,
    "root_cause_no" INTEGER,
    "root_cause_title" TEXT,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3),

    CONSTRAINT "verdict_spans_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hourly_rollups" (
    "endpoint_id" UUID NOT NULL,
    "location_id" INTEGER NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "critical" INTEGER NOT NULL DEFAULT 0,
    "warning" INTEGER NOT NULL DEFAULT 0,
    "healthy" INTEGER NOT NULL DEFAULT 0,
    "unknown" INTEGER NOT NULL DEFAULT 0,
    "latency_count" INTEGER[],

    CONSTRAINT "hourly_rollups_pkey" PRIMARY KEY ("endpoint_id","location_id","hour")
);

-- CreateTable
CREATE TABLE "changes" (
    "id" BIGSERIAL NOT NULL,
    "host_id" UUID NOT NULL,
    "endpoint_id" UUID,
    "location_id" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "before" TEXT,
    "after" TEXT,

    CONSTRAINT "changes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "domains_name_key" ON "domains"("name");

-- CreateIndex
CREATE UNIQUE INDEX "hosts_name_key" ON "hosts"("name");

-- CreateIndex
CREATE INDEX "hosts_domain_id_idx" ON "hosts"("domain_id");

-- CreateIndex
CREATE INDEX "hosts_revision_idx" ON "hosts"("revision");

-- CreateIndex
CREATE UNIQUE INDEX "endpoints_host_id_port_key" ON "endpoints"("host_id", "port");

-- CreateIndex
CREATE UNIQUE INDEX "locations_name_key" ON "locations"("name");

-- CreateIndex
CREATE INDEX "endpoint_states_location_id_next_due_at_idx" ON "endpoint_states"("location_id", "next_due_at");

-- CreateIndex
CREATE INDEX "endpoint_states_evidence_id_idx" ON "endpoint_states"("evidence_id");

-- CreateIndex
CREATE INDEX "endpoint_states_last_good_evidence_id_idx" ON "endpoint_states"("last_good_evidence_id");

-- CreateIndex
CREATE INDEX "endpoint_states_root_cause_id_idx" ON "endpoint_states"("root_cause_id");

-- CreateIndex
CREATE INDEX "endpoint_states_revision_idx" ON "endpoint_states"("revision");

-- CreateIndex
CREATE INDEX "checks_endpoint_id_started_at_idx" ON "checks"("endpoint_id", "started_at");

-- CreateIndex
CREATE UNIQUE INDEX "checks_location_id_endpoint_id_started_at_key" ON "checks"("location_id", "endpoint_id", "started_at");

-- CreateIndex
CREATE INDEX "evidence_location_id_idx" ON "evidence"("location_id");

-- CreateIndex
CREATE INDEX "evidence_last_seen_at_idx" ON "evidence"("last_seen_at");

-- CreateIndex
CREATE UNIQUE INDEX "evidence_endpoint_id_location_id_fingerprint_key" ON "evidence"("endpoint_id", "location_id", "fingerprint");

-- CreateIndex
CREATE INDEX "certificates_not_after_idx" ON "certificates"("not_after");

-- CreateIndex
CREATE INDEX "served_certificates_sha256_idx" ON "served_certificates"("sha256");

-- CreateIndex
CREATE INDEX "served_certificates_location_id_idx" ON "served_certificates"("location_id");

-- CreateIndex
CREATE UNIQUE INDEX "served_certificates_endpoint_id_location_id_sha256_is_leaf__key" ON "served_certificates"("endpoint_id", "location_id", "sha256", "is_leaf", "from_at");

-- CreateIndex
CREATE INDEX "open_findings_location_id_idx" ON "open_findings"("location_id");

-- CreateIndex
CREATE INDEX "open_findings_finding_id_idx" ON "open_findings"("finding_id");

-- CreateIndex
CREATE UNIQUE INDEX "open_findings_endpoint_id_location_id_rank_key" ON "open_findings"("endpoint_id", "location_id", "rank");

-- CreateIndex
CREATE INDEX "verdict_spans_location_id_idx" ON "verdict_spans"("location_id");

-- CreateIndex
CREATE UNIQUE INDEX "verdict_spans_endpoint_id_location_id_from_at_key" ON "verdict_spans"("endpoint_id", "location_id", "from_at");

-- CreateIndex
CREATE INDEX "hourly_rollups_location_id_idx" ON "hourly_rollups"("location_id");

-- CreateIndex
CREATE INDEX "hourly_rollups_hour_idx" ON "hourly_rollups" USING BRIN ("hour");

-- CreateIndex
CREATE INDEX "changes_host_id_at_idx" ON "changes"("host_id", "at");

-- CreateIndex
CREATE INDEX "changes_endpoint_id_at_idx" ON "changes"("endpoint_id", "at");

-- CreateIndex
CREATE INDEX "changes_location_id_idx" ON "changes"("location_id");

-- CreateIndex
CREATE INDEX "audit_entries_at_idx" ON "audit_entries"("at");

-- CreateIndex
CREATE INDEX "audit_entries_subject_at_idx" ON "audit_entries"("subject", "at");

-- AddForeignKey
ALTER TABLE "hosts" ADD CONSTRAINT "hosts_domain_id_fkey" FOREIGN KEY ("domain_id") REFERENCES "domains"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "endpoints" ADD CONSTRAINT "endpoints_host_id_fkey" FOREIGN KEY ("host_id") REFERENCES "hosts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "endpoint_states" ADD CONSTRAINT "endpoint_states_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "endpoints"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "endpoint_states" ADD CONSTRAINT "endpoint_states_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "locations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "endpoint_states" ADD CONSTRAINT "endpoint_states_evidence_id_fkey" FOREIGN KEY ("evidence_id") REFERENCES "evidence"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "endpoint_states" ADD CONSTRAINT "endpoint_states_last_good_evidence_id_fkey" FOREIGN KEY ("last_good_evidence_id") REFERENCES "evidence"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "checks" ADD CONSTRAINT "checks_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "endpoints"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "checks" ADD CONSTRAINT "checks_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "locations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "endpoints"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "locations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "served_certificates" ADD CONSTRAINT "served_certificates_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "endpoints"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "served_certificates" ADD CONSTRAINT "served_certificates_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "locations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "served_certificates" ADD CONSTRAINT "served_certificates_sha256_fkey" FOREIGN KEY ("sha256") REFERENCES "certificates"("sha256") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "open_findings" ADD CONSTRAINT "open_findings_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "endpoints"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "open_findings" ADD CONSTRAINT "open_findings_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "locations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "verdict_spans" ADD CONSTRAINT "verdict_spans_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "endpoints"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "verdict_spans" ADD CONSTRAINT "verdict_spans_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "locations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hourly_rollups" ADD CONSTRAINT "hourly_rollups_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "endpoints"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hourly_rollups" ADD CONSTRAINT "hourly_rollups_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "locations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "changes" ADD CONSTRAINT "changes_host_id_fkey" FOREIGN KEY ("host_id") REFERENCES "hosts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "changes" ADD CONSTRAINT "changes_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "endpoints"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "changes" ADD CONSTRAINT "changes_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "locations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- From here on: what Prisma's schema cannot express.

-- Values that the code knows as closed lists, and bounds.
ALTER TABLE "hosts" ADD CONSTRAINT "hosts_name_check" CHECK ("name" = lower("name") AND "name" <> '');
ALTER TABLE "hosts" ADD CONSTRAINT "hosts_profile_check" CHECK ("profile" IN ('ad-ds', 'ad-lds', 'entra-ds', 'ldap'));
ALTER TABLE "hosts" ADD CONSTRAINT "hosts_detected_profile_check" CHECK ("detected_profile" IN ('ad-ds', 'ad-lds', 'entra-ds', 'ldap'));
ALTER TABLE "endpoints" ADD CONSTRAINT "endpoints_port_check" CHECK ("port" BETWEEN 1 AND 65535);
ALTER TABLE "endpoints" ADD CONSTRAINT "endpoints_interval_seconds_check" CHECK ("interval_seconds" BETWEEN 30 AND 86400);
ALTER TABLE "changes" ADD CONSTRAINT "changes_kind_check" CHECK ("kind" IN ('certificate', 'addresses', 'tls-version', 'state', 'configuration'));

-- At most one span, and one entry per certificate, is open at a time. Two writers cannot both open one.
CREATE UNIQUE INDEX "verdict_spans_open_key" ON "verdict_spans" ("endpoint_id", "location_id") WHERE "to_at" IS NULL;
CREATE UNIQUE INDEX "served_certificates_open_key" ON "served_certificates" ("endpoint_id", "location_id", "sha256", "is_leaf") WHERE "to_at" IS NULL;

-- A state row is updated at every check: leave room for that on its page.
ALTER TABLE "endpoint_states" SET (fillfactor = 70);

-- Revisions are transaction ids, so that "everything since" misses no transaction that was still open when it was asked
-- (a sequence would). The trigger leaves the columns of the schedule out: a claim is nothing that the board shows.
CREATE FUNCTION "set_revision"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."revision" := pg_current_xact_id()::text::bigint;
  RETURN NEW;
END
$$;

CREATE TRIGGER "hosts_revision" BEFORE INSERT OR UPDATE ON "hosts"
  FOR EACH ROW EXECUTE FUNCTION "set_revision"();

CREATE TRIGGER "endpoint_states_revision" BEFORE INSERT OR UPDATE OF
  "verdict", "verdict_since", "confirmed_verdict", "confirmed_since", "confirming", "root_cause_id", "root_cause_no",
  "root_cause_title", "root_cause_severity", "summary", "unknown_because", "last_checked_at", "leaf_sha256", "leaf_not_after"
  ON "endpoint_states" FOR EACH ROW EXECUTE FUNCTION "set_revision"();

INSERT INTO "fleet_mark" ("id", "revision") VALUES (1, 0);

CREATE FUNCTION "mark_fleet"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "fleet_mark" SET "revision" = pg_current_xact_id()::text::bigint WHERE "id" = 1;
  RETURN NULL;
END
$$;

CREATE TRIGGER "hosts_removed" AFTER DELETE ON "hosts"
  FOR EACH STATEMENT EXECUTE FUNCTION "mark_fleet"();

-- Daily partitions of checks live in a database schema of their own, out of sight of Prisma. Days are UTC days.
-- The advisory lock keeps two workers that start together from making the same partition.
CREATE SCHEMA "checks_daily";

CREATE FUNCTION "ensure_check_partitions"("first_day" date, "last_day" date) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  day date;
  made integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(636001);
  FOR day IN SELECT generate_series(first_day, last_day, interval '1 day')::date LOOP
    IF to_regclass(format('checks_daily.%I', 'checks_' || to_char(day, 'YYYYMMDD'))) IS NULL THEN
      EXECUTE format(
        'CREATE TABLE checks_daily.%I PARTITION OF public.checks FOR VALUES FROM (%L) TO (%L)',
        'checks_' || to_char(day, 'YYYYMMDD'), day::text || 'T00:00:00Z', (day + 1)::text || 'T00:00:00Z'
      );
      made := made + 1;
    END IF;
  END LOOP;
  RETURN made;
END
$$;

CREATE FUNCTION "drop_check_partitions"("before_day" date) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  partition_name text;
  dropped integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(636001);
  FOR partition_name IN
    SELECT relname FROM pg_class
    WHERE relnamespace = 'checks_daily'::regnamespace AND relkind = 'r' AND relname ~ '^checks_[0-9]{8}$'
      AND to_date(right(relname, 8), 'YYYYMMDD') < before_day
  LOOP
    EXECUTE format('DROP TABLE checks_daily.%I', partition_name);
    dropped := dropped + 1;
  END LOOP;
  RETURN dropped;
END
$$;
