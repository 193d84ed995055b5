import type { ExportColumn } from '#lib/export/table.ts';
import type { DeepScan } from '#lib/probe/deep-scan/record.ts';
import { certificateWords, keyExchangeWords, nameAnswerWords, protocolWords, sourceWords, startTlsWords } from './deep-scan-words.ts';

/** One answer of a deep scan; `subject` is what was asked for: a version, a cipher suite, a name, a port, a certificate. */
export type ScanAnswer = {
  part: 'protocol-version' | 'weak-cipher' | 'server-name' | 'starttls' | 'revocation';
  subject: string;
  answer: string;
  detail: string;
};

/** The tables of a deep scan as one, in the words of the page. */
export const scanAnswers = (scan: DeepScan): ScanAnswer[] => [
  ...scan.versions.map(
    (version): ScanAnswer => ({
      part: 'protocol-version',
      subject: protocolWords(version.protocol),
      answer: { yes: 'offered', no: 'not offered', unclear: 'no answer' }[version.offered],
      detail: [version.cipher, keyExchangeWords(version), version.chain.length > 0 ? certificateWords(scan, version.chain) : '']
        .filter(Boolean)
        .join('; '),
    }),
  ),
  ...scan.weakCiphers.map(
    ({ name, kind, protocol }): ScanAnswer => ({
      part: 'weak-cipher',
      subject: name,
      answer: 'taken',
      detail: `${kind}; ${protocolWords(protocol)}`,
    }),
  ),
  ...scan.names.map(
    (answer): ScanAnswer => ({
      part: 'server-name',
      subject: answer.serverName ?? 'none',
      answer: nameAnswerWords(scan, answer),
      detail: '',
    }),
  ),
  ...scan.startTls.map(
    (answer): ScanAnswer => ({ part: 'starttls', subject: String(answer.port), answer: startTlsWords(scan, answer), detail: '' }),
  ),
  ...scan.revocation.map(
    ({ sha256, status, sources }): ScanAnswer => ({
      part: 'revocation',
      subject: certificateWords(scan, [sha256]),
      answer: status,
      detail: sources.map((source) => [sourceWords(source), source.address].filter(Boolean).join(' ')).join('; '),
    }),
  ),
];

/** Columns of a deep scan as a file. */
export const scanColumns: readonly ExportColumn<ScanAnswer>[] = [
  { id: 'part', value: ({ part }) => part },
  { id: 'subject', value: ({ subject }) => subject },
  { id: 'answer', value: ({ answer }) => answer },
  { id: 'detail', value: ({ detail }) => detail },
];
