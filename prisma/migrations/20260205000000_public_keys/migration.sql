-- Certificates that were kept before their public key was: the evidence they were seen in tells it.
UPDATE "certificates" SET "public_key_sha256" = seen."key"
FROM (
  SELECT sent ->> 'sha256' AS "sha256", min(sent ->> 'publicKeySha256') AS "key"
  FROM "evidence", jsonb_path_query("document", '$.attempts[*].certificate.data.sent[*]') AS sent
  GROUP BY 1
) AS seen
WHERE "certificates"."sha256" = seen."sha256" AND "certificates"."public_key_sha256" IS NULL AND seen."key" IS NOT NULL;
