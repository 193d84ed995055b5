import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import {
  type Authority,
  type CertificateOptions,
  certificatePem,
  createAuthority,
  createSelfSigned,
  type IssuedCertificate,
  restoreAuthority,
} from '../simulation/certificate-factory.ts';

const dayMs = 86_400_000;
/** A certificate is kept while its end is no further from the wanted one than this share of the time it has left, or half a day. */
const tolerance = (leftMs: number, exact: boolean): number => Math.max(dayMs / 2, exact ? 0 : Math.abs(leftMs) * 0.15);

const entry = z.object({ recipe: z.string(), notAfter: z.string(), keyPem: z.string(), chain: z.array(z.string()) });
const file = z.record(z.string(), entry);
type Entry = z.output<typeof entry>;

/** What is asked of a certificate; its dates are days from now. */
export type Wanted = Omit<CertificateOptions, 'notBefore' | 'notAfter' | 'freshKey'> & {
  leftDays: number;
  lifetimeDays?: number;
  /** Has the one key that all which ask for this share, as copied machines do. */
  copiedKey?: true;
  /** Its dates are to be true to half a day, however long it lives. */
  exact?: true;
};

/**
 * The certificates of the demo. They are made once and kept in a file, so that a restart changes none; one is made anew when what it is to
 * show has moved on: a certificate with five days left has five days left tomorrow.
 */
export type DemoCertificates = {
  /** An authority by name; without `below` a root. */
  authority: (name: string, wanted: Wanted, below?: Authority) => Promise<Authority>;
  leaf: (name: string, wanted: Wanted, issuer: Authority) => Promise<IssuedCertificate>;
  selfSigned: (name: string, wanted: Wanted) => Promise<IssuedCertificate>;
  /** What was made or taken up under that name; null for none. */
  current: (name: string) => IssuedCertificate | null;
  /** Writes what is in use to the file, and forgets the rest. */
  save: () => Promise<void>;
};

/** Opens the file of earlier certificates; one that is missing or damaged counts as empty. */
export async function openDemoCertificates(folder: string, now: Date): Promise<DemoCertificates> {
  const place = path.join(folder, 'certificates.json');
  const kept = await readFile(place, 'utf8')
    .then((text): unknown => JSON.parse(text))
    .catch(() => ({}));
  const known = file.safeParse(kept).data ?? {};
  const used: Record<string, Entry> = {};
  const pending = new Map<string, Promise<IssuedCertificate>>();

  const obtain = async (
    name: string,
    { leftDays, lifetimeDays = 397, copiedKey, exact, ...options }: Wanted,
    issuer: Authority | null,
    make: (options: CertificateOptions) => Promise<IssuedCertificate>,
  ): Promise<IssuedCertificate> => {
    const notAfter = new Date(now.getTime() + leftDays * dayMs);
    const recipe = createHash('sha256')
      .update(JSON.stringify([options, lifetimeDays, copiedKey, exact, issuer?.certificate.sha256 ?? '']))
      .digest('hex');
    const kept = known[name];
    if (
      kept?.recipe === recipe &&
      Math.abs(Date.parse(kept.notAfter) - notAfter.getTime()) <= tolerance(leftDays * dayMs, exact === true)
    ) {
      used[name] = kept;
      return issuedOf(kept);
    }
    const notBefore = new Date(notAfter.getTime() - lifetimeDays * dayMs);
    // Doors of one host ask at the same time, and have one certificate.
    const key = `${name} ${recipe}`;
    const making = pending.get(key) ?? make({ ...options, notBefore, notAfter, freshKey: copiedKey !== true });
    pending.set(key, making);
    const made = await making;
    used[name] = {
      ...{ recipe, notAfter: notAfter.toISOString(), keyPem: made.keyPem },
      chain: made.chain.map((der) => Buffer.from(der).toString('base64')),
    };
    return made;
  };

  return {
    authority: async (name, wanted, below) => {
      let fresh: Authority | null = null;
      const certificate = await obtain(name, { lifetimeDays: 3_650, ...wanted }, below ?? null, async (options) => {
        fresh = below === undefined ? await createAuthority(options) : await below.intermediate(options);
        return fresh.certificate;
      });
      return fresh ?? restoreAuthority({ subject: wanted.subject ?? '', certificate, isRoot: below === undefined });
    },
    leaf: (name, wanted, issuer) => obtain(name, wanted, issuer, (options) => issuer.issue(options)),
    selfSigned: (name, wanted) => obtain(name, wanted, null, createSelfSigned),
    current: (name) => (used[name] === undefined ? null : issuedOf(used[name])),
    save: async () => {
      await mkdir(folder, { recursive: true });
      const draft = `${place}.${process.pid}`;
      await writeFile(draft, JSON.stringify(used), { mode: 0o600 });
      await rename(draft, place);
    },
  };
}

function issuedOf({ keyPem, chain: encoded }: Entry): IssuedCertificate {
  const chain = encoded.map((text) => new Uint8Array(Buffer.from(text, 'base64')));
  const [der = new Uint8Array()] = chain;
  return {
    ...{ der, pem: certificatePem(der), keyPem, chain, chainPem: chain.map(certificatePem).join('') },
    sha256: createHash('sha256').update(der).digest('hex'),
  };
}
