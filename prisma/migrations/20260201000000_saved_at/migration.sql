-- When the newest result was saved, by the database's clock, which all workers share; their own may differ or jump.
ALTER TABLE "endpoint_states" ADD COLUMN "saved_at" TIMESTAMPTZ(3);
