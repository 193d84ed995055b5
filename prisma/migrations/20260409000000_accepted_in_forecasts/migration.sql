-- AlterTable
ALTER TABLE "forecast_steps" ADD COLUMN     "accepted_count" INTEGER NOT NULL DEFAULT 0;
