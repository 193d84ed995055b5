-- Since when a step's verdict is the one it is, and by which certificate, so that reading a date takes one step of each door.
-- Forecasts are made anew by the next check of each door.
DELETE FROM "forecast_steps";
UPDATE "endpoint_states" SET "forecast_key" = NULL WHERE "forecast_key" IS NOT NULL;

-- AlterTable
ALTER TABLE "forecast_steps" ADD COLUMN     "turned_at" TIMESTAMPTZ(3) NOT NULL,
ADD COLUMN     "turned_sha256" TEXT;
