-- AlterTable
ALTER TABLE "endpoint_states" ADD COLUMN     "accepted_count" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "open_findings" ADD COLUMN     "waiver_id" UUID;

-- CreateIndex
CREATE INDEX "open_findings_waiver_id_idx" ON "open_findings"("waiver_id");

-- AddForeignKey
ALTER TABLE "open_findings" ADD CONSTRAINT "open_findings_waiver_id_fkey" FOREIGN KEY ("waiver_id") REFERENCES "waivers"("id") ON DELETE SET NULL ON UPDATE CASCADE;


-- A waiver is for one host, one domain or one tag.
ALTER TABLE "waivers" ADD CONSTRAINT "waivers_scope_check" CHECK (num_nonnulls("host_id", "domain_id", "tag") = 1);
