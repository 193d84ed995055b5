import { article } from '../article/texts/key-usage-unsuitable.ts';
import { type HandshakeUsage, handshakeUsage } from '../reading/handshake-needs.ts';
import { servedBy } from '../reading/served.ts';
import { list } from '../reading/wording.ts';
import type { AddressContext, AddressRule } from '../rule.ts';

const inWords: Readonly<Record<HandshakeUsage, string>> = { digitalSignature: 'digital signature', keyEncipherment: 'key encipherment' };

/** The usages needed: what this handshake used, and for a managed domain both, as Microsoft asks. */
function neededUsages({ attempt, profile }: AddressContext): readonly HandshakeUsage[] {
  if (profile === 'entra-ds') return ['digitalSignature', 'keyEncipherment'];
  const used = handshakeUsage(attempt);
  return used === null ? [] : [used];
}

/** 409: the key usage extension forbids what the handshake did. Without the extension every use is allowed (RFC 5280 section 4.2.1.3). */
export const keyUsageUnsuitable: AddressRule = {
  scope: 'address',
  id: 'key-usage-unsuitable',
  no: 409,
  stage: 'certificate',
  severities: ['warning'],
  title: 'The key usage does not fit',
  article,
  applies: (context) => servedBy(context.attempt) !== null && neededUsages(context).length > 0,
  check(context) {
    const leaf = servedBy(context.attempt)?.leaf;
    if (leaf === undefined || leaf.keyUsage === null) return null;
    const { keyUsage } = leaf;
    const missing = neededUsages(context).filter((usage) => !keyUsage.includes(usage));
    if (missing.length === 0) return null;
    const used = handshakeUsage(context.attempt);
    const askedBy =
      used !== null && missing.includes(used)
        ? 'which this server’s handshake needs: clients that look at it refuse'
        : 'which Microsoft asks for in a managed domain';
    const { handshake } = context.attempt;
    return {
      summary: `The key usage of the certificate does not allow ${list(missing.map((usage) => inWords[usage]))}, ${askedBy}.`,
      facts: {
        keyUsage,
        missing,
        usedByHandshake: used,
        protocol: handshake.status === 'ok' ? handshake.data.protocol : null,
        cipher: handshake.status === 'ok' ? handshake.data.cipher.standardName : null,
        sha256: leaf.sha256,
      },
      observations: [
        { label: 'Key usage', seen: list(keyUsage, 20) || 'empty', healthy: `${list(neededUsages(context))} among them` },
        {
          label: 'Handshake',
          seen: handshake.status === 'ok' ? `${handshake.data.protocol}, ${handshake.data.cipher.standardName}` : 'not finished',
          healthy: used === 'keyEncipherment' ? 'An ephemeral key exchange, which needs digitalSignature' : 'Signed by the server’s key',
        },
      ],
    };
  },
};
