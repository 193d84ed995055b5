import type { z } from 'zod';
import type { FileVerbContext } from '#lib/access/given-file.ts';
import { parseInput } from '#lib/access/parse-input.ts';
import type { Database } from '#lib/db/client.ts';
import type { Profile } from '#lib/diagnosis/rule.ts';
import { defaultSubject } from '#lib/diagnosis/subject.ts';
import { InvalidInputError } from '#lib/errors.ts';
import type { CertificateFacts } from '#lib/probe/evidence.ts';
import { readCertificate } from '#lib/probe/x509/read-certificate.ts';
import type { TrustAnchors } from '#lib/probe/x509/trust-anchors.ts';
import { MOST_HOSTS } from './bounds.ts';
import { describeCertificate, describeCertificates } from './describe-upload.ts';
import { fileRows, protectionText, requestRows } from './file-rows.ts';
import { chainOfRequest, chainTo, type WouldBeChain } from './hypothetical-evidence.ts';
import { PreflightInput } from './input.ts';
import { type ChosenHost, judgeHosts } from './judge-hosts.ts';
import { keysFound } from './keys-found.ts';
import { orderChain } from './order-chain.ts';
import { macText } from './pfx-algorithms.ts';
import { type KnownTrust, readKnownTrust } from './read-anchors.ts';
import { readHostsByName, readHostsOfDomain } from './read-hosts.ts';
import { type PfxContents, readPfx } from './read-pfx.ts';
import type { GivenKey } from './read-private-key.ts';
import { readRequest } from './read-request.ts';
import { readUpload, type Upload } from './read-upload.ts';
import type { PreflightView, TrustView, UploadView } from './views.ts';

const refuse = (field: string, message: string): InvalidInputError => new InvalidInputError([{ field, message }]);

/**
 * Judges an uploaded or pasted certificate, chain, PFX file or request for every chosen host, as if it served it now. Nothing of the
 * upload is stored, logged or sent anywhere; nothing is asked of the hosts. Throws InvalidInputError in the page's words.
 */
export async function runPreflight({ db, now, files }: FileVerbContext, input: z.input<typeof PreflightInput>): Promise<PreflightView> {
  const { pasted, password, hosts: names, domain, profile } = parseInput(PreflightInput, input);
  // A field left empty reaches the server as a file of no bytes, under whatever name.
  const file = files.file?.bytes.length ? files.file : undefined;
  if (file === undefined && pasted.trim() === '')
    throw refuse('file', 'Choose a file that is not empty, or paste a certificate or request.');
  if (file !== undefined && pasted.trim() !== '') throw refuse('pasted', 'There is a file and a pasted text. Give one of them.');
  const given = readUpload(file?.bytes ?? Buffer.from(pasted, 'utf8'));
  const field = file === undefined ? 'pasted' : 'file';
  if (!given.ok) throw refuse(field, given.message);
  const content = await contentOf(given.upload, password, field);

  const { chosen, leftOutCount } = await chooseHosts(db, names, domain, profile);
  const known = await readKnownTrust(db);
  const profiles = new Set(chosen.map(({ subject }) => subject.profile ?? subject.detectedProfile ?? 'ldap'));
  const domains = new Set(chosen.map(({ domainId }) => domainId ?? null));
  // What is said of the upload as a whole goes by what its hosts have in common.
  const anchors = known.anchorsOf(domains.size === 1 ? ([...domains][0] ?? null) : null);
  const { chain, upload } = await judgedUpload(db, content, anchors, profiles, field);
  const isRequest = upload.kind === 'request';
  const chainFor = ({ domainId }: ChosenHost) => (isRequest ? chain : chainTo(chain.sent, known.anchorsOf(domainId ?? null)));
  const judged = await judgeHosts(chosen, chainFor, isRequest, now);
  const choice = { hosts: names.join('\n'), domain, profile };
  return { checkedAt: now.toISOString(), choice, upload, ...judged, leftOutCount, trust: trustView(chain, anchors.count, known) };
}

type UploadField = 'file' | 'pasted';

/** What is in the upload, opened. */
type Content =
  | {
      kind: 'certificates';
      form: string;
      asInFile: boolean;
      certificates: readonly Uint8Array[];
      keys: readonly GivenKey[];
      notes: readonly string[];
    }
  | { kind: 'pfx'; contents: PfxContents }
  | { kind: 'request'; facts: CertificateFacts; isSigned: boolean | null; notes: readonly string[] };

async function contentOf(upload: Upload, password: string, field: UploadField): Promise<Content> {
  if (upload.kind === 'request') {
    const read = await readRequest(upload.der);
    if (!read.ok) throw refuse(field, read.message);
    return { kind: 'request', facts: read.request.facts, isSigned: read.request.isSignedByItsKey, notes: upload.notes };
  }
  if (upload.kind === 'pfx') {
    const read = await readPfx(upload.bytes, password);
    if (!read.ok) throw refuse(read.reason === 'password' ? 'password' : field, read.message);
    if (read.contents.certificates.length === 0) throw refuse(field, 'There is no certificate in the PFX file.');
    return { kind: 'pfx', contents: read.contents };
  }
  const { form, certificates, key, notes } = upload;
  return { kind: 'certificates', form, asInFile: form !== 'PKCS #7', certificates, keys: key === null ? [] : [key], notes };
}

/** Registered hosts are judged as they are registered; other names by the profile given. */
async function chooseHosts(
  db: Database,
  names: readonly string[],
  domain: string,
  profile: Profile,
): Promise<{ chosen: ChosenHost[]; leftOutCount: number }> {
  const registered = await readHostsByName(db, names);
  const typed = names
    .filter((name) => !registered.some((host) => host.name === name))
    .map((name): ChosenHost => ({ name, isRegistered: false, subject: { ...defaultSubject, profile }, served: [] }));
  const ofDomain = domain === '' ? { hosts: [], count: 0 } : await readHostsOfDomain(db, domain);
  if (domain !== '' && ofDomain.count === 0) throw refuse('domain', `No host is registered in the domain ${domain.slice(0, 253)}.`);
  const all = new Map([...registered, ...typed, ...ofDomain.hosts].map((host) => [host.name, host]));
  const chosen = [...all.values()].slice(0, MOST_HOSTS);
  return { chosen, leftOutCount: Math.max(0, all.size - chosen.length) + Math.max(0, ofDomain.count - ofDomain.hosts.length) };
}

async function judgedUpload(
  db: Database,
  content: Content,
  anchors: TrustAnchors,
  profiles: ReadonlySet<Profile>,
  field: UploadField,
): Promise<{ chain: WouldBeChain; upload: UploadView }> {
  if (content.kind === 'request') {
    const { facts, isSigned, notes } = content;
    const upload: UploadView = {
      kind: 'request',
      form: 'Certificate request (PKCS #10)',
      certificates: [describeCertificate(facts, 'server')],
      notes,
      properties: [],
      rows: requestRows(isSigned),
    };
    return { chain: chainOfRequest(facts, anchors), upload };
  }
  const isPfx = content.kind === 'pfx';
  const ders = isPfx ? content.contents.certificates.map(({ der }) => der) : content.certificates;
  const facts = ders.map((der) => readCertificate(der));
  const broken = facts.findIndex(({ malformed }) => malformed !== null);
  if (broken !== -1) throw refuse(field, `Certificate ${broken + 1} of ${facts.length} cannot be read. ${facts[broken]?.malformed ?? ''}`);
  const given = isPfx ? content.contents.keys.map((key) => key.given) : content.keys;
  const { sent, others, notes } = orderChain(facts, !isPfx && content.asInFile, given.find((key) => key.ok)?.key ?? null);
  const chain = chainTo(sent, anchors);
  const keys = keysFound(given, ders, sent[0], isPfx ? (content.contents.keys[0]?.providerName ?? null) : null);
  const protection = isPfx ? content.contents.protection : null;
  const upload: UploadView = {
    kind: isPfx ? 'pfx' : 'certificates',
    form: isPfx
      ? 'PFX file (PKCS #12)'
      : content.form === 'PKCS #7'
        ? 'Bundle (PKCS #7)'
        : `${facts.length === 1 ? 'Certificate' : 'Certificates'} (${content.form})`,
    certificates: await describeCertificates(db, sent, others),
    notes: [...(isPfx ? [] : content.notes), ...notes],
    properties: isPfx ? propertiesOf(content.contents) : [],
    rows: isPfx || keys.count > 0 ? fileRows({ isPfx, keys, protection, trust: chain.trust, profiles }) : [],
  };
  return { chain, upload };
}

function propertiesOf({ protection, keys, certificates }: PfxContents): UploadView['properties'] {
  const named = [...keys, ...certificates].find(({ friendlyName }) => friendlyName !== null)?.friendlyName;
  const provider = keys.find(({ providerName }) => providerName !== null)?.providerName;
  return [
    { label: 'Encryption', value: protectionText(protection) },
    { label: 'Integrity', value: protection.mac === null ? 'No code over the file' : macText(protection.mac) },
    ...(named ? [{ label: 'Friendly name', value: named }] : []),
    ...(provider ? [{ label: 'Provider of the key', value: provider }] : []),
  ];
}

function trustView({ trust }: WouldBeChain, anchorCount: number, { locations, locationsOf }: KnownTrust): TrustView {
  const trustedAt = trust.anchor === null ? undefined : locationsOf.get(trust.anchor.sha256);
  return {
    anchorCount,
    locations,
    notTrustedAt: trustedAt === undefined ? [] : locations.filter((location) => !trustedAt.includes(location)),
  };
}
