import { Prisma } from '../../db/generated/client.ts';

/** What is served now or in the path of something that is: one row or more for each door and location. */
export const usedSql = Prisma.sql`(
      SELECT sha256, endpoint_id, true AS sent, is_leaf AS leaf FROM served_certificates WHERE to_at IS NULL
      UNION ALL SELECT sha256, endpoint_id, sent, depth = 0 FROM path_certificates
    )`;
