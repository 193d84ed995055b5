import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { IssuedCertificate } from '#lib/simulation/certificate-factory.ts';

const run = promisify(execFile);

/** Runs openssl in a folder of its own with these files in it; the answer is the file `made`. */
export async function openssl(
  args: readonly string[],
  files: Readonly<Record<string, string | Uint8Array>>,
  made: string,
): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'preflight-'));
  try {
    await Promise.all(Object.entries(files).map(([name, content]) => writeFile(join(folder, name), content)));
    await run('openssl', [...args], { cwd: folder });
    return await readFile(join(folder, made));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** How programs protect what they export, as switches of `openssl pkcs12`. */
export const protections = {
  /** Windows, and what Microsoft Entra Domain Services asks for. */
  tripleDes: ['-legacy', '-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'SHA1', '-iter', '2000'],
  /** Windows before Server 2016, and OpenSSL before version 3. */
  rc2: ['-legacy', '-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-RC2-40', '-macalg', 'SHA1', '-iter', '2000'],
  /** Windows with AES256-SHA256, and OpenSSL 3. */
  aes: ['-keypbe', 'AES-256-CBC', '-certpbe', 'AES-256-CBC', '-macalg', 'SHA256', '-iter', '2000'],
  aes128: ['-keypbe', 'AES-128-CBC', '-certpbe', 'AES-128-CBC', '-macalg', 'SHA512'],
  plain: ['-keypbe', 'NONE', '-certpbe', 'NONE'],
  withoutMac: ['-nomac'],
} as const;

/** A PFX file made by the real openssl, of a certificate, its key and the given issuers. */
export async function makePfx(
  leaf: Pick<IssuedCertificate, 'pem' | 'keyPem'>,
  options: { password: string; protection: readonly string[]; issuers?: string; keyPem?: string | null; more?: readonly string[] },
): Promise<Buffer> {
  const { password, protection, issuers, keyPem = leaf.keyPem, more = [] } = options;
  const files = {
    'leaf.pem': leaf.pem,
    ...(keyPem === null ? {} : { 'key.pem': keyPem }),
    ...(issuers === undefined ? {} : { 'issuers.pem': issuers }),
  };
  const args = [
    ...['pkcs12', '-export', '-in', 'leaf.pem', '-out', 'made.pfx', '-passout', `pass:${password}`],
    ...(keyPem === null ? ['-nokeys'] : ['-inkey', 'key.pem']),
    ...(issuers === undefined ? [] : ['-certfile', 'issuers.pem']),
    ...protection,
    ...more,
  ];
  return openssl(args, files, 'made.pfx');
}
