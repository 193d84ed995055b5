-- What the demonstration fleet brought along that has no column of its own to say so.
ALTER TABLE "installation" ADD COLUMN     "demo_rows" JSONB;
