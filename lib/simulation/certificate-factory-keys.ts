/** Kinds of keys the factory makes. */
export type KeyType = 'P-256' | 'P-384' | 'RSA-1024' | 'RSA-2048' | 'RSA-4096' | 'Ed25519';

const algorithms: Readonly<Record<KeyType, RsaHashedKeyGenParams | EcKeyGenParams | Algorithm>> = {
  'P-256': { name: 'ECDSA', namedCurve: 'P-256' },
  'P-384': { name: 'ECDSA', namedCurve: 'P-384' },
  'RSA-1024': rsa(1024),
  'RSA-2048': rsa(2048),
  'RSA-4096': rsa(4096),
  Ed25519: { name: 'Ed25519' },
};

function rsa(modulusLength: number): RsaHashedKeyGenParams {
  return { name: 'RSASSA-PKCS1-v1_5', modulusLength, publicExponent: Uint8Array.of(1, 0, 1), hash: 'SHA-256' };
}

const shared = new Map<KeyType, Promise<CryptoKeyPair>>();

async function generate(type: KeyType): Promise<CryptoKeyPair> {
  return (await crypto.subtle.generateKey(algorithms[type], true, ['sign', 'verify'])) as CryptoKeyPair;
}

/** A key pair: a fresh one, or the one that all callers share, because making RSA keys takes most of the time. */
export function keyPair(type: KeyType, fresh: boolean): Promise<CryptoKeyPair> {
  if (fresh) return generate(type);
  const known = shared.get(type) ?? generate(type);
  shared.set(type, known);
  return known;
}

/** PKCS #8 PEM of the private key. */
export async function keyPem(keys: CryptoKeyPair): Promise<string> {
  const body = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${body.replace(/.{64}(?=.)/g, '$&\n')}\n-----END PRIVATE KEY-----\n`;
}
