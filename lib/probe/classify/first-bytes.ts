import { readLdapMessage } from '../ldap/message.ts';

export type Protocol = 'ldap' | 'http' | 'smtp' | 'ssh' | 'tls' | 'unknown';

const TLS_ALERT = 0x15;
const TLS_HANDSHAKE = 0x16;

/** Which protocol the first bytes of a peer belong to. */
export function recogniseProtocol(bytes: Uint8Array): Protocol {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 16)).toString('latin1');
  if (text.startsWith('HTTP/')) return 'http';
  if (text.startsWith('SSH-')) return 'ssh';
  if (/^220[ -]/.test(text)) return 'smtp';
  if ((bytes[0] === TLS_ALERT || bytes[0] === TLS_HANDSHAKE) && bytes[1] === 0x03) return 'tls';
  return readLdapMessage(bytes) === null ? 'unknown' : 'ldap';
}
