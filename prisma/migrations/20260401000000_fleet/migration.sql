-- AlterTable
ALTER TABLE "domains" ADD COLUMN     "discovery" TEXT NOT NULL DEFAULT 'off',
ADD COLUMN     "discovery_due_at" TIMESTAMPTZ(3),
ADD COLUMN     "discovery_interval_seconds" INTEGER NOT NULL DEFAULT 86400,
ADD COLUMN     "external_resolvers" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "managed_by" TEXT,
ADD COLUMN     "notes" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "resolvers" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "verdict_policy" TEXT NOT NULL DEFAULT 'any';

-- AlterTable
ALTER TABLE "endpoints" ADD COLUMN     "probed_from" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "hosts" ADD COLUMN     "managed_by" TEXT,
ADD COLUMN     "notes" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "tags" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "installation" ADD COLUMN     "demo_since" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "locations" ADD COLUMN     "network" JSONB,
ADD COLUMN     "network_gone_since" TIMESTAMPTZ(3),
ADD COLUMN     "reach" TEXT NOT NULL DEFAULT 'inside';

-- CreateTable
CREATE TABLE "fleet_findings" (
    "id" BIGSERIAL NOT NULL,
    "finding_id" TEXT NOT NULL,
    "no" INTEGER NOT NULL,
    "severity" "severity" NOT NULL,
    "confidence" "confidence" NOT NULL,
    "subject" TEXT NOT NULL,
    "domain" TEXT NOT NULL DEFAULT '',
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "observations" JSONB NOT NULL,
    "hosts" TEXT[],
    "since" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "fleet_findings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "waivers" (
    "id" UUID NOT NULL,
    "finding_id" TEXT NOT NULL,
    "host_id" UUID,
    "domain_id" INTEGER,
    "tag" TEXT,
    "reason" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "waivers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "name_answers" (
    "host_id" UUID NOT NULL,
    "resolver" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "addresses" TEXT[],
    "failure" TEXT,

    CONSTRAINT "name_answers_pkey" PRIMARY KEY ("host_id","resolver")
);

-- CreateTable
CREATE TABLE "discovery_runs" (
    "id" UUID NOT NULL,
    "domain_name" TEXT NOT NULL,
    "forest" BOOLEAN NOT NULL DEFAULT false,
    "resolvers" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "account_dn" TEXT,
    "secret_ciphertext" BYTEA,
    "secret_key_id" TEXT,
    "state" TEXT NOT NULL,
    "progress" TEXT NOT NULL DEFAULT '',
    "record" JSONB,
    "failure" TEXT,
    "scheduled" BOOLEAN NOT NULL DEFAULT false,
    "requested_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "discovery_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_drafts" (
    "id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "mapping" JSONB NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "import_drafts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulk_changes" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "host_count" INTEGER NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "undone_at" TIMESTAMPTZ(3),
    "undone_by" TEXT,

    CONSTRAINT "bulk_changes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "fleet_findings_domain_idx" ON "fleet_findings"("domain");

-- CreateIndex
CREATE UNIQUE INDEX "fleet_findings_finding_id_subject_key" ON "fleet_findings"("finding_id", "subject");

-- CreateIndex
CREATE INDEX "waivers_host_id_idx" ON "waivers"("host_id");

-- CreateIndex
CREATE INDEX "waivers_domain_id_idx" ON "waivers"("domain_id");

-- CreateIndex
CREATE INDEX "waivers_tag_idx" ON "waivers"("tag");

-- CreateIndex
CREATE INDEX "waivers_ended_at_until_idx" ON "waivers"("ended_at", "until");

-- CreateIndex
CREATE INDEX "discovery_runs_domain_name_created_at_idx" ON "discovery_runs"("domain_name", "created_at");

-- CreateIndex
CREATE INDEX "discovery_runs_created_at_idx" ON "discovery_runs"("created_at");

-- CreateIndex
CREATE INDEX "import_drafts_created_at_idx" ON "import_drafts"("created_at");

-- CreateIndex
CREATE INDEX "bulk_changes_at_idx" ON "bulk_changes"("at");

-- CreateIndex
CREATE INDEX "hosts_managed_by_idx" ON "hosts"("managed_by");

-- CreateIndex
CREATE INDEX "hosts_tags_idx" ON "hosts" USING GIN ("tags");

-- AddForeignKey
ALTER TABLE "waivers" ADD CONSTRAINT "waivers_host_id_fkey" FOREIGN KEY ("host_id") REFERENCES "hosts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "waivers" ADD CONSTRAINT "waivers_domain_id_fkey" FOREIGN KEY ("domain_id") REFERENCES "domains"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "name_answers" ADD CONSTRAINT "name_answers_host_id_fkey" FOREIGN KEY ("host_id") REFERENCES "hosts"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- Closed sets and shapes that columns of text keep.
ALTER TABLE "domains" ADD CONSTRAINT "domains_verdict_policy_check" CHECK ("verdict_policy" IN ('any', 'majority', 'all'));
ALTER TABLE "domains" ADD CONSTRAINT "domains_discovery_check" CHECK ("discovery" IN ('off', 'report', 'add'));
ALTER TABLE "locations" ADD CONSTRAINT "locations_reach_check" CHECK ("reach" IN ('inside', 'outside'));
ALTER TABLE "name_answers" ADD CONSTRAINT "name_answers_side_check" CHECK ("side" IN ('internal', 'external'));
ALTER TABLE "discovery_runs" ADD CONSTRAINT "discovery_runs_state_check" CHECK ("state" IN ('waiting', 'running', 'done', 'failed'));
