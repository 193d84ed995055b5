-- CreateTable
CREATE TABLE "trust_stores" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "domain_id" INTEGER,
    "origin" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "managed_by" TEXT,
    "version" UUID NOT NULL,

    CONSTRAINT "trust_stores_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "trust_store_anchors" (
    "store_id" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "pem" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "issuer" TEXT NOT NULL DEFAULT '',
    "not_before" TIMESTAMPTZ(3),
    "not_after" TIMESTAMPTZ(3),
    "is_ca" BOOLEAN NOT NULL DEFAULT true,
    "added_by" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "trust_store_anchors_pkey" PRIMARY KEY ("store_id","sha256")
);

-- CreateTable
CREATE TABLE "trust_lenses" (
    "id" UUID NOT NULL,
    "domain_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "system" BOOLEAN NOT NULL,
    "bundle" BOOLEAN NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "trust_lenses_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "trust_lens_stores" (
    "lens_id" UUID NOT NULL,
    "store_id" UUID NOT NULL,

    CONSTRAINT "trust_lens_stores_pkey" PRIMARY KEY ("lens_id","store_id")
);

-- Anchors that were uploaded before go on counting, for all domains, in a store of the name that they came with. The name of the
-- system's store is nobody else's.
INSERT INTO "trust_stores" ("id", "name", "origin", "created_by", "created_at", "version")
SELECT gen_random_uuid(), CASE WHEN lower("store") = 'system' THEN 'system (uploaded)' ELSE "store" END, 'upload', 'system', min("created_at"), gen_random_uuid()
FROM "trust_anchors" GROUP BY 2;

INSERT INTO "trust_store_anchors" ("store_id", "sha256", "pem", "subject", "not_after", "added_by", "added_at")
SELECT "store"."id", "anchor"."sha256", "anchor"."pem", "anchor"."subject", "anchor"."not_after", 'system', "anchor"."created_at"
FROM "trust_anchors" AS "anchor"
JOIN "trust_stores" AS "store" ON "store"."name" = CASE WHEN lower("anchor"."store") = 'system' THEN 'system (uploaded)' ELSE "anchor"."store" END;

-- DropTable
DROP TABLE "trust_anchors";

-- AlterTable
ALTER TABLE "domains" ADD COLUMN     "trust_lens_id" UUID,
ADD COLUMN     "trusts_system_only" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable: one certificate may be in several stores.
ALTER TABLE "trusted_certificates" ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'bundle';
UPDATE "trusted_certificates" SET "kind" = 'system' WHERE "store" = 'system';
ALTER TABLE "trusted_certificates" ALTER COLUMN "kind" DROP DEFAULT;
ALTER TABLE "trusted_certificates" DROP CONSTRAINT "trusted_certificates_pkey",
ADD CONSTRAINT "trusted_certificates_pkey" PRIMARY KEY ("location_id", "sha256", "kind", "store");

-- CreateIndex
CREATE UNIQUE INDEX "trust_stores_name_key" ON "trust_stores"("name");

-- CreateIndex
CREATE INDEX "trust_stores_domain_id_idx" ON "trust_stores"("domain_id");

-- CreateIndex
CREATE INDEX "trust_store_anchors_sha256_idx" ON "trust_store_anchors"("sha256");

-- CreateIndex
CREATE UNIQUE INDEX "trust_lenses_domain_id_name_key" ON "trust_lenses"("domain_id", "name");

-- CreateIndex
CREATE INDEX "trust_lens_stores_store_id_idx" ON "trust_lens_stores"("store_id");

-- CreateIndex
CREATE INDEX "domains_trust_lens_id_idx" ON "domains"("trust_lens_id");

-- AddForeignKey
ALTER TABLE "trust_stores" ADD CONSTRAINT "trust_stores_domain_id_fkey" FOREIGN KEY ("domain_id") REFERENCES "domains"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trust_store_anchors" ADD CONSTRAINT "trust_store_anchors_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "trust_stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trust_lenses" ADD CONSTRAINT "trust_lenses_domain_id_fkey" FOREIGN KEY ("domain_id") REFERENCES "domains"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trust_lens_stores" ADD CONSTRAINT "trust_lens_stores_lens_id_fkey" FOREIGN KEY ("lens_id") REFERENCES "trust_lenses"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trust_lens_stores" ADD CONSTRAINT "trust_lens_stores_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "trust_stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "domains" ADD CONSTRAINT "domains_trust_lens_id_fkey" FOREIGN KEY ("trust_lens_id") REFERENCES "trust_lenses"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Closed sets that columns of text keep, and what excludes each other.
ALTER TABLE "trust_stores" ADD CONSTRAINT "trust_stores_origin_check" CHECK ("origin" IN ('upload', 'chain', 'directory', 'file'));
ALTER TABLE "trust_stores" ADD CONSTRAINT "trust_stores_name_check" CHECK (lower("name") <> 'system');
ALTER TABLE "trusted_certificates" ADD CONSTRAINT "trusted_certificates_kind_check" CHECK ("kind" IN ('system', 'bundle', 'store'));
ALTER TABLE "domains" ADD CONSTRAINT "domains_trust_check" CHECK (NOT ("trusts_system_only" AND "trust_lens_id" IS NOT NULL));
