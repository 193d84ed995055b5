-- A host that LDAPS is not intended on is not looked at, so it is not known to serve anything: what it did serve has ended.
UPDATE "served_certificates" AS served SET "to_at" = greatest(served."from_at", now())
FROM "endpoints" AS endpoint JOIN "hosts" AS host ON host."id" = endpoint."host_id"
WHERE served."endpoint_id" = endpoint."id" AND served."to_at" IS NULL AND NOT host."ldaps_intended";

DELETE FROM "path_certificates" AS path
USING "endpoints" AS endpoint JOIN "hosts" AS host ON host."id" = endpoint."host_id"
WHERE path."endpoint_id" = endpoint."id" AND NOT host."ldaps_intended";
