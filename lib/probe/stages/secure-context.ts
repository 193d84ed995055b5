import { constants, X509Certificate } from 'node:crypto';
import { createSecureContext, type SecureContext } from 'node:tls';
import type { TrustAnchors } from '../x509/trust-anchors.ts';

const contexts = new WeakMap<TrustAnchors, SecureContext>();

/**
 * The client settings of every probe: as permissive as OpenSSL allows, so that a weak server is seen and reported instead
 * of refused, and pinned, so that a new version of Node does not change what is offered. Made once per set of anchors,
 * because reading 140 roots takes longer than many handshakes.
 */
export function secureContextFor(anchors: TrustAnchors): SecureContext {
  const known = contexts.get(anchors);
  if (known !== undefined) return known;
  const context = contextWith(anchors.pems) ?? contextWith(anchors.pems.filter(isReadable)) ?? createContext([]);
  contexts.set(anchors, context);
  return context;
}

/** Null when OpenSSL cannot read one of the anchors. */
function contextWith(pems: readonly string[]): SecureContext | null {
  try {
    return createContext(pems);
  } catch {
    return null;
  }
}

function isReadable(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}

/** Suites of TLS 1.3, the cheapest first: both sides of a probe are spared the longer key, and servers that mind choose for themselves. */
const currentSuites = 'TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256';

const createContext = (pems: readonly string[]): SecureContext =>
  createSecureContext({
    ca: [...pems],
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1.3',
    ciphers: `${currentSuites}:DEFAULT:@SECLEVEL=0`,
    ecdhCurve: 'X25519:P-256:P-384:P-521',
    secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT,
  });
