-- Accounts that checks bind with, deep scans with their schedule, and what a host is registered with beside its name.
-- AlterTable
ALTER TABLE "certificates" ADD COLUMN     "public_key_sha256" TEXT;

-- AlterTable
ALTER TABLE "endpoint_states" ADD COLUMN     "deep_scan_claimed_until" TIMESTAMPTZ(3),
ADD COLUMN     "deep_scan_due_at" TIMESTAMPTZ(3),
ADD COLUMN     "leaf_seen_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "endpoints" ADD COLUMN     "slow_after_ms" INTEGER;

-- AlterTable
ALTER TABLE "hosts" ADD COLUMN     "expected_addresses" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "ldaps_intended" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "reached_from_outside" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "deep_scans" (
    "endpoint_id" UUID NOT NULL,
    "location_id" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "document" JSONB NOT NULL,

    CONSTRAINT "deep_scans_pkey" PRIMARY KEY ("endpoint_id","location_id")
);

-- CreateTable
CREATE TABLE "bind_accounts" (
    "id" UUID NOT NULL,
    "host_id" UUID,
    "domain_id" INTEGER,
    "dn" TEXT NOT NULL,
    "secret_ciphertext" BYTEA NOT NULL,
    "secret_key_id" TEXT NOT NULL,
    "version" UUID NOT NULL,
    "proven_at" TIMESTAMPTZ(3),
    "turn_token" UUID,
    "turn_until" TIMESTAMPTZ(3),
    "held_since" TIMESTAMPTZ(3),
    "held_because" TEXT,
    "held_failure" JSONB,
    "held_endpoint_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bind_accounts_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "deep_scans_location_id_idx" ON "deep_scans"("location_id");

-- CreateIndex
CREATE UNIQUE INDEX "bind_accounts_host_id_key" ON "bind_accounts"("host_id");

-- CreateIndex
CREATE UNIQUE INDEX "bind_accounts_domain_id_key" ON "bind_accounts"("domain_id");

-- CreateIndex
CREATE INDEX "bind_accounts_held_endpoint_id_idx" ON "bind_accounts"("held_endpoint_id");

-- CreateIndex
CREATE INDEX "certificates_public_key_sha256_idx" ON "certificates"("public_key_sha256");

-- CreateIndex
CREATE INDEX "endpoint_states_location_id_deep_scan_due_at_idx" ON "endpoint_states"("location_id", "deep_scan_due_at");

-- AddForeignKey
ALTER TABLE "deep_scans" ADD CONSTRAINT "deep_scans_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "endpoints"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deep_scans" ADD CONSTRAINT "deep_scans_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "locations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bind_accounts" ADD CONSTRAINT "bind_accounts_host_id_fkey" FOREIGN KEY ("host_id") REFERENCES "hosts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bind_accounts" ADD CONSTRAINT "bind_accounts_domain_id_fkey" FOREIGN KEY ("domain_id") REFERENCES "domains"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bind_accounts" ADD CONSTRAINT "bind_accounts_held_endpoint_id_fkey" FOREIGN KEY ("held_endpoint_id") REFERENCES "endpoints"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- From here on: what Prisma's schema cannot express.

ALTER TABLE "bind_accounts" ADD CONSTRAINT "bind_accounts_owner_check" CHECK (num_nonnulls("host_id", "domain_id") = 1);
ALTER TABLE "bind_accounts" ADD CONSTRAINT "bind_accounts_dn_check" CHECK ("dn" <> '');
ALTER TABLE "endpoints" ADD CONSTRAINT "endpoints_slow_after_ms_check" CHECK ("slow_after_ms" BETWEEN 1 AND 120000);

-- Every check asks who else serves its key now, and what its door served before: neither may read more the longer the history gets.
CREATE INDEX "served_certificates_open_leaf_idx" ON "served_certificates" ("sha256", "endpoint_id") WHERE "to_at" IS NULL AND "is_leaf";
CREATE INDEX "served_certificates_former_leaf_idx" ON "served_certificates" ("endpoint_id", "location_id", "to_at" DESC)
  WHERE "to_at" IS NOT NULL AND "is_leaf";
