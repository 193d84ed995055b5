-- What the inventory, the expiry planner, renewal tracking and the calendars keep.
-- CreateEnum
CREATE TYPE "renewal_state" AS ENUM ('open', 'ordered', 'issued', 'done', 'cancelled');

-- AlterTable
ALTER TABLE "certificates" ADD COLUMN     "ip_addresses" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "is_ca" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "issuer_name" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "issuer_sha256" TEXT,
ADD COLUMN     "key_curve" TEXT,
ADD COLUMN     "line_sha256" TEXT,
ADD COLUMN     "name" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "predecessor_sha256" TEXT,
ADD COLUMN     "read_version" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "search_text" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "sha1" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "signature" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "template" TEXT;

-- AlterTable
ALTER TABLE "domains" ADD COLUMN     "expiry_windows" JSONB,
ADD COLUMN     "owner" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "endpoint_states" ADD COLUMN     "forecast_key" TEXT;

-- AlterTable
ALTER TABLE "hosts" ADD COLUMN     "expiry_windows" JSONB,
ADD COLUMN     "owner" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "path_certificates" (
    "endpoint_id" UUID NOT NULL,
    "location_id" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "depth" INTEGER NOT NULL,
    "sent" BOOLEAN NOT NULL,

    CONSTRAINT "path_certificates_pkey" PRIMARY KEY ("endpoint_id","location_id","sha256")
);

-- CreateTable
CREATE TABLE "trusted_certificates" (
    "location_id" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "store" TEXT NOT NULL,

    CONSTRAINT "trusted_certificates_pkey" PRIMARY KEY ("location_id","sha256")
);

-- CreateTable
CREATE TABLE "forecast_steps" (
    "endpoint_id" UUID NOT NULL,
    "location_id" INTEGER NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "verdict" "verdict" NOT NULL,
    "finding_id" TEXT,
    "no" INTEGER,
    "title" TEXT,
    "summary" TEXT,
    "sha256" TEXT,

    CONSTRAINT "forecast_steps_pkey" PRIMARY KEY ("endpoint_id","location_id","from_at")
);

-- CreateTable
CREATE TABLE "installation" (
    "id" INTEGER NOT NULL,
    "organisation" TEXT NOT NULL DEFAULT '',
    "expiry_windows" JSONB,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "change_freezes" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "from_day" DATE NOT NULL,
    "to_day" DATE NOT NULL,
    "time_zone" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "change_freezes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "renewal_plans" (
    "id" UUID NOT NULL,
    "sha256" TEXT,
    "host_id" UUID,
    "state" "renewal_state" NOT NULL,
    "owner" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT '',
    "due_on" DATE,
    "successor_sha256" TEXT,
    "issued_at" TIMESTAMPTZ(3),
    "expected_issuer" TEXT,
    "expected_not_before" TIMESTAMPTZ(3),
    "automatic" BOOLEAN NOT NULL DEFAULT false,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "renewal_plans_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "renewal_doors" (
    "plan_id" UUID NOT NULL,
    "endpoint_id" UUID NOT NULL,
    "served_at" TIMESTAMPTZ(3),

    CONSTRAINT "renewal_doors_pkey" PRIMARY KEY ("plan_id","endpoint_id")
);

-- CreateTable
CREATE TABLE "calendar_feeds" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "scope_value" TEXT NOT NULL DEFAULT '',
    "token_hash" TEXT NOT NULL,
    "alarm_days" INTEGER[],
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "fetched_at" TIMESTAMPTZ(3),

    CONSTRAINT "calendar_feeds_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "saved_views" (
    "id" UUID NOT NULL,
    "page" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "saved_views_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "path_certificates_sha256_idx" ON "path_certificates"("sha256");

-- CreateIndex
CREATE INDEX "path_certificates_location_id_idx" ON "path_certificates"("location_id");

-- CreateIndex
CREATE INDEX "trusted_certificates_sha256_idx" ON "trusted_certificates"("sha256");

-- CreateIndex
CREATE INDEX "forecast_steps_location_id_idx" ON "forecast_steps"("location_id");

-- CreateIndex
CREATE INDEX "forecast_steps_from_at_idx" ON "forecast_steps"("from_at");

-- CreateIndex
CREATE INDEX "change_freezes_to_day_idx" ON "change_freezes"("to_day");

-- CreateIndex
CREATE INDEX "renewal_plans_sha256_idx" ON "renewal_plans"("sha256");

-- CreateIndex
CREATE INDEX "renewal_plans_host_id_idx" ON "renewal_plans"("host_id");

-- CreateIndex
CREATE INDEX "renewal_plans_successor_sha256_idx" ON "renewal_plans"("successor_sha256");

-- CreateIndex
CREATE INDEX "renewal_plans_closed_at_idx" ON "renewal_plans"("closed_at");

-- CreateIndex
CREATE INDEX "renewal_doors_endpoint_id_idx" ON "renewal_doors"("endpoint_id");

-- CreateIndex
CREATE UNIQUE INDEX "calendar_feeds_token_hash_key" ON "calendar_feeds"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "saved_views_page_name_key" ON "saved_views"("page", "name");

-- CreateIndex
CREATE INDEX "certificates_issuer_sha256_idx" ON "certificates"("issuer_sha256");

-- CreateIndex
CREATE INDEX "certificates_predecessor_sha256_idx" ON "certificates"("predecessor_sha256");

-- CreateIndex
CREATE INDEX "certificates_read_version_idx" ON "certificates"("read_version");

-- AddForeignKey
ALTER TABLE "path_certificates" ADD CONSTRAINT "path_certificates_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "endpoints"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "path_certificates" ADD CONSTRAINT "path_certificates_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "locations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "path_certificates" ADD CONSTRAINT "path_certificates_sha256_fkey" FOREIGN KEY ("sha256") REFERENCES "certificates"("sha256") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trusted_certificates" ADD CONSTRAINT "trusted_certificates_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "locations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trusted_certificates" ADD CONSTRAINT "trusted_certificates_sha256_fkey" FOREIGN KEY ("sha256") REFERENCES "certificates"("sha256") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "forecast_steps" ADD CONSTRAINT "forecast_steps_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "endpoints"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "forecast_steps" ADD CONSTRAINT "forecast_steps_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "locations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "renewal_plans" ADD CONSTRAINT "renewal_plans_host_id_fkey" FOREIGN KEY ("host_id") REFERENCES "hosts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "renewal_doors" ADD CONSTRAINT "renewal_doors_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "renewal_plans"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "renewal_doors" ADD CONSTRAINT "renewal_doors_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "endpoints"("id") ON DELETE CASCADE ON UPDATE CASCADE;



-- One installation, one row.
ALTER TABLE "installation" ADD CONSTRAINT "installation_is_one" CHECK ("id" = 1);
INSERT INTO "installation" ("id") VALUES (1);

-- A plan is for a certificate, for a host, or for a certificate at one host.
ALTER TABLE "renewal_plans" ADD CONSTRAINT "renewal_plans_have_a_subject" CHECK ("sha256" IS NOT NULL OR "host_id" IS NOT NULL);
ALTER TABLE "change_freezes" ADD CONSTRAINT "change_freezes_end_after_they_begin" CHECK ("to_day" >= "from_day");

-- What is served now, without what was.
CREATE INDEX "served_certificates_now" ON "served_certificates" ("sha256", "endpoint_id") WHERE "to_at" IS NULL;

-- The judgement of lib/diagnosis/expiry.ts in the database, so that lists can filter and sort by it; a test compares the two.
CREATE FUNCTION expiry_level(not_before timestamptz, not_after timestamptz, windows jsonb, at timestamptz) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN not_after IS NULL OR not_before IS NULL THEN NULL
    WHEN at > not_after THEN 'expired'
    WHEN extract(epoch FROM not_after - at) < least(
        (windows ->> 'criticalDays')::numeric * 86400,
        (windows ->> 'criticalShare')::numeric * greatest(0, extract(epoch FROM not_after - not_before))) THEN 'critical'
    WHEN extract(epoch FROM not_after - at) < least(
        (windows ->> 'warningDays')::numeric * 86400,
        (windows ->> 'warningShare')::numeric * greatest(0, extract(epoch FROM not_after - not_before))) THEN 'warning'
    ELSE 'distant'
  END
$$;
