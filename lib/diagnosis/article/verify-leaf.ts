import type { Verification } from './article.ts';

/**
 * openssl: fetch the certificate that is served and hand it, as PEM, to `read`, such as `openssl x509 -noout -dates`. `expect` is
 * what a healthy server answers. Both transports are in the list; `fillArticle` keeps the one that fits.
 */
export function opensslRead(text: string, read: string, expect: string): readonly Verification[] {
  return opensslReadAt('{hostPort}', '{hostPlainPort}', text, read, expect);
}

/** The same at the one address that is named, whatever DNS answers. */
export function opensslReadAtAddress(text: string, read: string, expect: string): readonly Verification[] {
  return opensslReadAt('{addressPort}', '{addressPort}', text, read, expect);
}

function opensslReadAt(place: string, plainPlace: string, text: string, read: string, expect: string): readonly Verification[] {
  const rest = `-servername {host} </dev/null 2>/dev/null | ${read}`;
  return [
    {
      tool: 'openssl',
      text,
      command: { shell: 'sh', text: `openssl s_client -connect ${place} ${rest}` },
      expect,
      transport: 'ldaps',
    },
    {
      tool: 'openssl',
      text,
      command: { shell: 'sh', text: `openssl s_client -starttls ldap -connect ${plainPlace} ${rest}` },
      expect,
      transport: 'starttls',
    },
  ];
}

/** What tells one certificate from another: serial number, dates and fingerprint. */
export const identityOfLeaf = 'openssl x509 -noout -subject -issuer -serial -dates -fingerprint -sha256';

/** certutil on any Windows computer: everything a saved certificate holds. */
export function certutilDump(expect: string): readonly Verification[] {
  return [
    {
      tool: 'certutil',
      text: 'Save the served certificate as server.cer and print everything it holds.',
      command: { shell: 'cmd', text: 'certutil -dump server.cer' },
      expect,
    },
  ];
}
