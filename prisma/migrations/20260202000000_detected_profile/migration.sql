-- What kind of server answers is a fact of a door and not of a host: AD LDS may listen beside AD DS. Carried over where a host
-- has one door and there is no doubt; the other doors' next check tells.
ALTER TABLE "endpoint_states" ADD COLUMN "detected_profile" TEXT;
ALTER TABLE "endpoint_states" ADD CONSTRAINT "endpoint_states_detected_profile_check"
  CHECK ("detected_profile" IN ('ad-ds', 'ad-lds', 'entra-ds', 'ldap'));

UPDATE "endpoint_states" AS state SET "detected_profile" = host."detected_profile"
FROM "endpoints" AS endpoint JOIN "hosts" AS host ON host."id" = endpoint."host_id"
WHERE endpoint."id" = state."endpoint_id" AND host."detected_profile" IS NOT NULL
  AND (SELECT count(*) FROM "endpoints" AS door WHERE door."host_id" = host."id") = 1;

ALTER TABLE "hosts" DROP COLUMN "detected_profile";
