/** A certificate's PEM text (RFC 7468) from its bytes in base64. */
export function certificatePem(derBase64: string): string {
  const lines = derBase64.match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

/** A fingerprint as people compare it: upper-case pairs with colons between. */
export function fingerprintWords(sha256: string): string {
  return (sha256.toUpperCase().match(/.{1,2}/g) ?? []).join(':');
}

/** The first and last bytes of a fingerprint, enough to tell two apart at a glance. */
export function shortFingerprint(sha256: string): string {
  return `${sha256.slice(0, 8)}…${sha256.slice(-4)}`.toUpperCase();
}
