-- Steps are looked up by their door alone; this index was written with every forecast and read by nothing.
-- DropIndex
DROP INDEX "forecast_steps_from_at_idx";
