import type { Protocol } from '../record.ts';

/** Content types of records (RFC 5246 section 6.2.1). */
export const contentType = { changeCipherSpec: 20, alert: 21, handshake: 22, applicationData: 23 } as const;

/** Types of handshake messages (RFC 5246 section 7.4, RFC 6066 section 8). */
export const handshakeType = {
  helloRequest: 0,
  clientHello: 1,
  serverHello: 2,
  certificate: 11,
  serverKeyExchange: 12,
  certificateRequest: 13,
  serverHelloDone: 14,
  certificateStatus: 22,
} as const;

/** Versions as they stand in a hello. TLS 1.3 hides behind the number of 1.2 and is greeted by OpenSSL instead. */
export const wireVersions = { TLSv1: 0x0301, 'TLSv1.1': 0x0302, 'TLSv1.2': 0x0303 } as const;
export type WireProtocol = keyof typeof wireVersions;
export type WireVersion = (typeof wireVersions)[WireProtocol];

/** The version with that number; null for SSL 3.0 and numbers that do not exist. */
export function protocolOf(version: number): Protocol | null {
  for (const [protocol, number] of Object.entries(wireVersions)) if (number === version) return protocol as WireProtocol;
  return null;
}

/** protocol_version (RFC 5246 section 7.2.2): the server speaks no version that was offered. */
export const ALERT_PROTOCOL_VERSION = 70;
