import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { certificatePem } from '../../../simulation/certificate-factory.ts';
import { normalizeIpAddress } from '../ip-address.ts';
import type { Presented } from './our-verdict.ts';

const run = promisify(execFile);

/** How `openssl verify` is asked. `strict` is how the x509-limbo project asks OpenSSL: -x509_strict and security level 2. */
export interface OpenSslOptions {
  readonly strict: boolean;
  /** Null when the time does not matter. */
  readonly at: Date | null;
  /** Ask whether the leaf is for servers. */
  readonly serverPurpose: boolean;
}

/** By OpenSSL's own comparison, through Node, because `openssl verify` has no switch against wildcards inside of labels. */
function isNamed(leaf: Uint8Array, host: string): boolean {
  try {
    const certificate = new X509Certificate(leaf);
    if (normalizeIpAddress(host) !== null) return certificate.checkIP(host) !== undefined;
    return certificate.checkHost(host, { partialWildcards: false }) !== undefined;
  } catch {
    return false;
  }
}

/** OpenSSL's reason to refuse the server; null when it accepts it. `folder` is for the files it reads. */
async function chainFault(folder: string, presented: Presented, { strict, at, serverPurpose }: OpenSslOptions): Promise<string | null> {
  const file = async (name: string, certificates: readonly Uint8Array[]): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, certificates.map(certificatePem).join(''));
    return path;
  };
  const { trusted, sent, leaf, mostIntermediates } = presented;
  const options = [
    ...['-no-CAfile', '-no-CApath', '-no-CAstore', '-partial_chain'],
    ...(strict ? ['-x509_strict', '-auth_level', '2'] : []),
    ...(at === null ? ['-no_check_time'] : ['-attime', String(Math.floor(at.getTime() / 1000))]),
    ...(serverPurpose ? ['-purpose', 'sslserver'] : []),
    ...(mostIntermediates === null ? [] : ['-verify_depth', String(mostIntermediates)]),
    ...(trusted.length === 0 ? [] : ['-trusted', await file('trusted.pem', trusted)]),
    ...(sent.length === 0 ? [] : ['-untrusted', await file('sent.pem', sent)]),
    await file('leaf.pem', [leaf]),
  ];
  try {
    await run('openssl', ['verify', ...options], { timeout: 30_000 });
    return null;
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    return /error \d+ at \d+ depth lookup: (.*)/.exec(said)?.[1] ?? said.trim().split('\n')[0] ?? 'refused';
  }
}

/** Why OpenSSL refuses the server; null when it accepts it. Needs `openssl` on the path. */
export async function openSslRefusal(presented: Presented, options: OpenSslOptions): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'port636-verify-'));
  try {
    const fault = await chainFault(folder, presented, options);
    return fault ?? (presented.host === null || isNamed(presented.leaf, presented.host) ? null : 'hostname mismatch');
  } finally {
    await rm(folder, { recursive: true });
  }
}
