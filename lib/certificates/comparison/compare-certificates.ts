import { createHash } from 'node:crypto';
import { count } from '../../diagnosis/reading/wording.ts';
import type { CertificateFacts } from '../../probe/evidence.ts';
import { readCertificate } from '../../probe/x509/read-certificate.ts';
import { describeExtensions } from '../extensions/describe-extensions.ts';
import type { ExtensionView } from '../extensions/views.ts';
import type { ComparedField, ComparedValue } from './views.ts';

const words = (text: string): ComparedValue => ({ kind: 'words', text });
const code = (text: string): ComparedValue => ({ kind: 'code', text });
const time = (text: string | null): ComparedValue => (text === null ? words('cannot be read') : { kind: 'time', text });

const dayMs = 86_400_000;
const lifetime = ({ notBefore, notAfter }: CertificateFacts): string =>
  notBefore === null || notAfter === null
    ? 'cannot be read'
    : count(Math.round((Date.parse(notAfter) - Date.parse(notBefore)) / dayMs), 'day');

/** The fields that are no extensions, in the order in which people look for them. */
const fields: readonly (readonly [label: string, read: (facts: CertificateFacts, der: Uint8Array) => ComparedValue[]])[] = [
  ['Subject', (facts) => [code(facts.subject || 'empty')]],
  ['Issuer', (facts) => [code(facts.issuer || 'empty')]],
  ['Valid from', (facts) => [time(facts.notBefore)]],
  ['Valid to', (facts) => [time(facts.notAfter)]],
  ['Lifetime', (facts) => [words(lifetime(facts))]],
  ['Serial number', (facts) => [code(facts.serialNumber)]],
  ['Key', ({ key }) => [words([key.algorithm, key.curve, key.bits === null ? null : `${key.bits} bits`].filter(Boolean).join(' '))]],
  ['Key, SHA-256', (facts) => [code(facts.publicKeySha256 ?? 'cannot be read')]],
  ['Signature', ({ signature }) => [words([signature.algorithm, signature.hash].filter(Boolean).join(' with '))]],
  ['Signed by itself', (facts) => [words(facts.selfSigned ? 'yes' : 'no')]],
  ['SHA-256', (facts) => [code(facts.sha256)]],
  ['SHA-1 (thumbprint)', (_, der) => [code(createHash('sha1').update(der).digest('hex').toUpperCase())]],
];

const absent = words('not there');

function extensionValues(extension: ExtensionView | undefined): ComparedValue[] {
  if (extension === undefined) return [absent];
  const { critical, lines, fault } = extension;
  const said = lines.flatMap(({ label, kind, values }) =>
    values.map((text): ComparedValue => (kind === 'time' ? { kind, text } : { kind, text: `${label}: ${text}` })),
  );
  return [words(critical ? 'critical' : 'not critical'), ...said, ...(fault === null ? [] : [words(fault)])];
}

const field = (label: string, one: ComparedValue[], other: ComparedValue[]): ComparedField => ({
  label,
  one,
  other,
  differs: JSON.stringify(one) !== JSON.stringify(other),
});

/** Every field and every extension of two certificates. Never throws, whatever the bytes are. */
export function compareCertificates(one: Uint8Array, other: Uint8Array): ComparedField[] {
  const [oneFacts, otherFacts] = [readCertificate(one), readCertificate(other)];
  const [oneList, otherList] = [describeExtensions(one), describeExtensions(other)];
  const unreadable = (facts: CertificateFacts, fault: string | null) => [words(facts.malformed ?? fault ?? 'no')];
  const broken = field('Unreadable', unreadable(oneFacts, oneList.fault), unreadable(otherFacts, otherList.fault));
  const oids = new Set([...oneList.extensions, ...otherList.extensions].map(({ oid }) => oid));
  const extensions = [...oids].map((oid) => {
    const [mine, theirs] = [oneList, otherList].map(({ extensions: all }) => all.find((extension) => extension.oid === oid));
    const name = mine?.name ?? theirs?.name ?? 'Unknown extension';
    return field(oid === '' ? name : `${name} (${oid})`, extensionValues(mine), extensionValues(theirs));
  });
  const plain = fields.map(([label, read]) => field(label, read(oneFacts, one), read(otherFacts, other)));
  return [
    ...((oneFacts.malformed ?? otherFacts.malformed ?? oneList.fault ?? otherList.fault) === null ? [] : [broken]),
    ...plain,
    ...extensions,
  ];
}
