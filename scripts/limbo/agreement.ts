import { openSslRefusal } from '../../lib/probe/x509/testing/openssl-verdict.ts';
import { ourVerdict } from '../../lib/probe/x509/testing/our-verdict.ts';
import type { LimboCase, SkippedCase } from './limbo-file.ts';

/** Why each judge refuses; null when it accepts, and for OpenSSL also when it was not asked. */
interface Verdicts {
  readonly ours: string | null;
  readonly oursStrict: string | null;
  readonly openSsl: string | null;
  readonly openSslStrict: string | null;
}

export interface JudgedCase {
  readonly one: LimboCase;
  readonly verdicts: Verdicts;
}

const columns = ['ours', 'oursStrict', 'openSsl', 'openSslStrict'] as const;
const titles: Readonly<Record<(typeof columns)[number], string>> = {
  ours: 'board',
  oursStrict: 'strict',
  openSsl: 'OpenSSL',
  openSslStrict: 'strict',
};

async function judge(one: LimboCase, withOpenSsl: boolean): Promise<JudgedCase> {
  const { refusals, strictRefusals } = ourVerdict(one.presented);
  const asked = { at: one.at, serverPurpose: one.serverPurpose };
  const ask = (strict: boolean) => (withOpenSsl ? openSslRefusal(one.presented, { ...asked, strict }) : null);
  return {
    one,
    verdicts: {
      ours: refusals.join('; ') || null,
      oursStrict: [...refusals, ...strictRefusals].join('; ') || null,
      openSsl: await ask(false),
      openSslStrict: await ask(true),
    },
  };
}

/** Judges every case, two at a time, in the order given. */
export async function judgeAll(cases: readonly LimboCase[], withOpenSsl: boolean): Promise<JudgedCase[]> {
  const judged: JudgedCase[] = [];
  const waiting = cases.entries();
  const work = async (): Promise<void> => {
    for (const [index, one] of waiting) judged[index] = await judge(one, withOpenSsl);
  };
  await Promise.all([work(), work()]);
  return judged;
}

/** `rfc5280::nc` of `rfc5280::nc::permitted-dns-match`, and `pathlen` of `pathlen::ee-with-intermediate-pathlen-0`. */
function categoryOf(id: string): string {
  return id.split('::').slice(0, -1).slice(0, 2).join('::');
}

const agrees = ({ one, verdicts }: JudgedCase, column: (typeof columns)[number]): boolean =>
  (verdicts[column] === null) === one.isAcceptedByStandard;

function row(name: string, cases: readonly JudgedCase[], shown: readonly (typeof columns)[number][]): string {
  const counts = shown.map((column) => String(cases.filter((judged) => agrees(judged, column)).length).padStart(9));
  return `${name.padEnd(32)}${String(cases.length).padStart(7)}${counts.join('')}`;
}

/** The table of how many cases each judge agrees with, by category. */
export function agreementTable(judged: readonly JudgedCase[], withOpenSsl: boolean): string {
  const shown = columns.slice(0, withOpenSsl ? 4 : 2);
  const groups = Map.groupBy(judged, ({ one }) => categoryOf(one.id));
  const header = `${'category'.padEnd(32)}${'cases'.padStart(7)}${shown.map((column) => titles[column].padStart(9)).join('')}`;
  return [header, ...[...groups].map(([name, cases]) => row(name, cases, shown)), row('all', judged, shown)].join('\n');
}

/** One line for each case that the board or its strict verdict judges otherwise, with both and OpenSSL's reason. */
export function disagreements(judged: readonly JudgedCase[], withOpenSsl: boolean): string {
  const words = (refusal: string | null): string => (refusal === null ? 'accepted' : `refused (${refusal})`);
  return judged
    .filter((one) => !agrees(one, 'ours') || !agrees(one, 'oursStrict'))
    .map(({ one, verdicts }) => {
      const lines = [
        `${one.id}: wanted ${one.isAcceptedByStandard ? 'accepted' : 'refused'}`,
        `  board ${words(verdicts.ours)}; strict ${words(verdicts.oursStrict)}`,
        ...(withOpenSsl ? [`  OpenSSL ${words(verdicts.openSsl)}; strict ${words(verdicts.openSslStrict)}`] : []),
      ];
      return lines.join('\n');
    })
    .join('\n');
}

/** How many cases were skipped, by reason. */
export function skippedWords(skipped: readonly SkippedCase[]): string {
  const reasons = Map.groupBy(skipped, ({ reason }) => reason);
  return [...reasons].map(([reason, cases]) => `skipped: ${cases.length}, each ${reason}`).join('\n');
}
