import { randomBytes } from 'node:crypto';
import type { CipherSuite } from './cipher-suites.ts';
import { namedGroups } from './named-groups.ts';
import { contentType, handshakeType, type WireVersion, wireVersions } from './numbers.ts';

/** What a greeting says. The version is the highest one the client would speak. */
export type ClientHello = {
  version: WireVersion;
  suites: readonly CipherSuite[];
  /** Name for SNI; null to send none. */
  serverName: string | null;
};

/** The client knows secure renegotiation (RFC 5746 section 3.3); strict servers refuse those that do not say so. */
const RENEGOTIATION_INFO_SCSV = 0x00ff;
const LONGEST_SERVER_NAME = 255;

/** Numbers of extensions (RFC 6066, 8422, 5246, 7627). */
const extension = { serverName: 0, supportedGroups: 10, pointFormats: 11, signatureAlgorithms: 13, extendedMainSecret: 23 } as const;

/** Signature schemes from the strong to the broken: the server's key decides, and a client that is picky sees nothing. */
const signatureSchemes = [
  ...[0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x0804, 0x0805, 0x0806, 0x0809, 0x080a, 0x080b],
  ...[0x0401, 0x0501, 0x0601, 0x0402, 0x0502, 0x0602, 0x0303, 0x0301, 0x0302, 0x0203, 0x0201, 0x0202, 0x0101],
];

const number = (value: number, bytes: number): Buffer => {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntBE(value, 0, bytes);
  return buffer;
};

/** A vector of TLS: its length in that many bytes, then its bytes. */
const vector = (lengthBytes: number, content: Buffer): Buffer => Buffer.concat([number(content.length, lengthBytes), content]);

const numbers = (values: readonly number[]): Buffer => Buffer.concat(values.map((value) => number(value, 2)));

const extensionWith = (type: number, content: Buffer): Buffer => Buffer.concat([number(type, 2), vector(2, content)]);

function extensionsOf({ version, suites, serverName }: ClientHello): Buffer {
  const parts: Buffer[] = [];
  const name = serverName === null ? null : Buffer.from(serverName);
  if (name !== null && name.length > 0 && name.length <= LONGEST_SERVER_NAME) {
    parts.push(extensionWith(extension.serverName, vector(2, Buffer.concat([number(0, 1), vector(2, name)]))));
  }
  if (suites.some(({ keyExchange }) => keyExchange === 'ECDHE')) {
    parts.push(extensionWith(extension.supportedGroups, vector(2, numbers(namedGroups.map((group) => group.number)))));
    parts.push(extensionWith(extension.pointFormats, vector(1, number(0, 1))));
  }
  // Before TLS 1.2 the extension does not exist (RFC 5246 section 7.4.1.4.1).
  if (version === wireVersions['TLSv1.2']) parts.push(extensionWith(extension.signatureAlgorithms, vector(2, numbers(signatureSchemes))));
  parts.push(extensionWith(extension.extendedMainSecret, Buffer.alloc(0)));
  return Buffer.concat(parts);
}

/**
 * The record with the ClientHello of a client up to TLS 1.2 (RFC 5246 section 7.4.1.2). It offers no finite-field groups of
 * RFC 7919, so that a server shows the group it has of its own. @param random 32 bytes
 */
export function encodeClientHello(hello: ClientHello, random: Uint8Array = randomBytes(32)): Buffer {
  const body = Buffer.concat([
    number(hello.version, 2),
    random,
    vector(1, Buffer.alloc(0)),
    vector(2, numbers([...hello.suites.map((suite) => suite.number), RENEGOTIATION_INFO_SCSV])),
    vector(1, number(0, 1)),
    vector(2, extensionsOf(hello)),
  ]);
  const message = Buffer.concat([number(handshakeType.clientHello, 1), vector(3, body)]);
  // The version of the record is the lowest that servers bear, whatever is offered within (RFC 5246 appendix E.1).
  return Buffer.concat([number(contentType.handshake, 1), number(wireVersions.TLSv1, 2), vector(2, message)]);
}
