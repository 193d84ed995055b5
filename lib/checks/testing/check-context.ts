import type { Database } from '../../db/client.ts';
import { createTrustAnchors } from '../../probe/x509/trust-anchors.ts';
import { createSecretBox } from '../../secrets/secret-box.ts';
import { createAccountSource } from '../bind/account-source.ts';
import { createAccountTurns } from '../bind/account-turns.ts';
import { createKnowledgeSource } from '../read-knowledge.ts';
import type { CheckContext } from '../run-check.ts';

/** Seals and opens the passwords of the tests. */
export const testBox = createSecretBox(new Uint8Array(32).fill(6));

/** What the checks of one worker run with. Each call is another worker: it shares nothing but the database. */
export function checkContext(
  db: Database,
  input: { location: string; authorityPem?: string; trust?: CheckContext['trust'] },
): CheckContext {
  const anchors = createTrustAnchors([{ store: 'corp', pem: input.authorityPem ?? '' }]);
  const fail = (error: unknown): void => {
    throw error;
  };
  return {
    db,
    location: input.location,
    trust: input.trust ?? { forDomain: async () => anchors, everything: async () => ({ id: anchors.id, anchors: [] }) },
    accounts: createAccountSource(db, () => testBox, createAccountTurns(db, fail)),
    knowledge: createKnowledgeSource(db),
    ownNetwork: { witness: async (evidence) => evidence },
    resolvers: [],
    timeoutMs: 10_000,
  };
}
