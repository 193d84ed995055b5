import { setImmediate as othersFirst } from 'node:timers/promises';
import { certificateColumns, READ_VERSION } from '../certificates/certificate-columns.ts';
import type { Database } from '../db/client.ts';
import { storable } from '../db/storable.ts';
import { readCertificate } from '../probe/x509/read-certificate.ts';

/** Certificates read and written by one transaction, so that none holds its locks for long. */
const CERTIFICATES_AT_ONCE = 200;
/** Certificates read before other work of the process gets its turn: it takes a few milliseconds. */
const READ_AT_ONCE = 10;

/**
 * Fills what lists show and search (lib/certificates/certificate-columns.ts) of the certificates that an earlier version kept, from
 * their bytes. Rows that somebody else is changing are left to the next time. Ends early when the signal aborts. Returns how many
 * were filled.
 */
export async function completeCertificates(db: Database, signal?: AbortSignal): Promise<number> {
  let total = 0;
  for (;;) {
    const count = signal?.aborted ? 0 : await completeSome(db);
    total += count;
    if (count < CERTIFICATES_AT_ONCE) return total;
  }
}

const completeSome = (db: Database): Promise<number> =>
  db.$transaction(
    async (transaction) => {
      const rows = await transaction.$queryRaw<{ sha256: string; der: Uint8Array }[]>`
        SELECT sha256, der FROM certificates WHERE read_version < ${READ_VERSION}
        ORDER BY sha256 LIMIT ${CERTIFICATES_AT_ONCE} FOR NO KEY UPDATE SKIP LOCKED`;
      if (rows.length === 0) return 0;
      const filled: unknown[] = [];
      for (const [index, { sha256, der }] of rows.entries()) {
        if (index % READ_AT_ONCE === 0) await othersFirst();
        filled.push({ ...certificateColumns(storable(readCertificate(der)), der), sha256 });
      }
      await transaction.$executeRaw`
        UPDATE certificates SET read_version = filled."readVersion", sha1 = filled.sha1, name = filled.name, issuer_name = filled."issuerName",
          ip_addresses = filled."ipAddresses", key_curve = filled."keyCurve", signature = filled.signature, template = filled.template,
          is_ca = filled."isCa", search_text = filled."searchText"
        FROM jsonb_to_recordset(${JSON.stringify(filled)}::jsonb) AS filled(sha256 text, "readVersion" int, sha1 text, name text, "issuerName" text,
          "ipAddresses" text[], "keyCurve" text, signature text, template text, "isCa" boolean, "searchText" text)
        WHERE certificates.sha256 = filled.sha256`;
      return rows.length;
    },
    { timeout: 30_000, maxWait: 15_000 },
  );
