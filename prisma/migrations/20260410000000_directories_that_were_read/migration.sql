-- The discoveries that read a directory's certificates of authorities: found without opening the record of any other.
CREATE INDEX "discovery_runs_with_anchors" ON "discovery_runs" ("domain_name", "created_at")
  WHERE jsonb_typeof("record" -> 'anchors') = 'object';
