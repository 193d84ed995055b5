import { createHash } from 'node:crypto';
import { enrolmentOf } from '../../diagnosis/reading/enrolment.ts';
import { isoTime } from '../../diagnosis/reading/wording.ts';
import { readCertificate } from '../../probe/x509/read-certificate.ts';
import { describeExtensions } from '../extensions/describe-extensions.ts';
import type { ExtensionView } from '../extensions/views.ts';

const line = (label: string, value: string): string => `${`${label}:`.padEnd(24)}${value}`;
const time = (text: string | null): string => (text === null ? 'cannot be read' : isoTime(new Date(text)));

function extensionText({ oid, name, critical, lines, fault }: ExtensionView): string[] {
  const head = [name ?? 'Unknown extension', oid === '' ? '' : ` (${oid})`, critical ? ', critical' : ''].join('');
  const said = lines.flatMap(({ label, kind, values }) => [
    `  ${label}`,
    ...values.map((value) => `    ${kind === 'time' ? time(value) : value}`),
  ]);
  return [head, ...said, ...(fault === null ? [] : [`  ${fault}`]), ''];
}

/** All of a certificate as plain text, a line for each fact, times in UTC. Never throws. */
export function certificateText(der: Uint8Array): string {
  const facts = readCertificate(der);
  const { extensions, fault } = describeExtensions(der);
  const sha1 = createHash('sha1').update(der).digest('hex');
  const fingerprints = [line('SHA-256', facts.sha256), line('SHA-1 (thumbprint)', sha1.toUpperCase())];
  const body =
    facts.malformed === null
      ? [
          line('Subject', facts.subject || 'empty'),
          line('Issuer', facts.issuer || 'empty'),
          line('Serial number', facts.serialNumber),
          line('Valid from', time(facts.notBefore)),
          line('Valid to', time(facts.notAfter)),
          line(
            'Key',
            [facts.key.algorithm, facts.key.curve, facts.key.bits === null ? null : `${facts.key.bits} bits`].filter(Boolean).join(' '),
          ),
          line('Key, SHA-256', facts.publicKeySha256 ?? 'cannot be read'),
          line('Signature', [facts.signature.algorithm, facts.signature.hash].filter(Boolean).join(' with ')),
          line('Signed by itself', facts.selfSigned ? 'yes' : 'no'),
          ...(facts.basicConstraints?.ca ? [] : [line('Enrolment', `${enrolmentOf(facts).words} (inferred)`)]),
        ]
      : [line('Unreadable', facts.malformed)];
  const list = extensions.length === 0 ? ['No extensions.'] : ['Extensions', '', ...extensions.flatMap(extensionText)];
  return `${['Certificate', '', ...body, ...fingerprints, '', ...(fault === null ? list : [fault])].join('\n').trimEnd()}\n`;
}
