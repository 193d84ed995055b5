import type { Attempt } from '../../probe/evidence.ts';

/** What the server's key does in a handshake, as the key usage extension names it. */
export type HandshakeUsage = 'digitalSignature' | 'keyEncipherment';

/**
 * What this handshake asks of the key: with an ephemeral key exchange and in TLS 1.3 the server signs (RFC 8446 section 4.4.2.2),
 * with static RSA clients encrypt to its key (RFC 5246 section 7.4.2). Null when the handshake did not get far enough to tell.
 */
export function handshakeUsage({ handshake }: Attempt): HandshakeUsage | null {
  if (handshake.status === 'ok') {
    const { protocol, ephemeralKey } = handshake.data;
    return protocol !== 'TLSv1.3' && ephemeralKey === null ? 'keyEncipherment' : 'digitalSignature';
  }
  if (handshake.status === 'skipped') return null;
  const { protocol, cipher } = handshake.detail;
  if (protocol === 'TLSv1.3' || /(?:^|_)(?:EC)?DHE[-_]/.test(cipher ?? '')) return 'digitalSignature';
  return null;
}
