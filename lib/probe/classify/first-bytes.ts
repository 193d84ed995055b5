import { readLdapMessage } from '../ldap/message.ts';

export type Protocol = 'ldap' | 'http' | 'smtp' | 'ssh' | 'tls' | 'unknown';

/** A banner names its protocol early. */
const TEXT_BYTES = 128;
const TLS_ALERT = 0x15;
const TLS_HANDSHAKE = 0x16;

/** Which protocol the first bytes of a peer belong to. */
export function recogniseProtocol(bytes: Uint8Array): Protocol {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, TEXT_BYTES)).toString('latin1');
  // A web server may answer what it cannot read with a bare page (HTTP/0.9).
  if (text.startsWith('HTTP/') || /^\s*<(!doctype html|html)/i.test(text)) return 'http';
  if (text.startsWith('SSH-')) return 'ssh';
  // FTP greets with 220 too and is none of the protocols that are named.
  if (/^(220|421|554)[ -]/.test(text) && !/ftp/i.test(text)) return 'smtp';
  if ((bytes[0] === TLS_ALERT || bytes[0] === TLS_HANDSHAKE) && bytes[1] === 0x03) return 'tls';
  return readLdapMessage(bytes) === null ? 'unknown' : 'ldap';
}
