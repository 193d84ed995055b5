import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { RequirementMatrix, RequirementRow, RowOutcome } from '#lib/diagnosis/requirements/requirement-matrix.ts';
import { RequirementLists } from './requirement-list.tsx';

const by = { name: 'RFC 5280', section: '4.1.2.5', address: 'https://www.rfc-editor.org/rfc/rfc5280' };
const row = (title: string, outcome: RowOutcome): RequirementRow => ({
  ...{ id: title.toLowerCase(), title, outcome, seen: `${title} as seen`, findingIds: ['certificate-expired'] },
  demands: [{ asks: `${title} as asked`, by, outcome: outcome === 'differs' ? 'fail' : outcome, because: null }],
});
const matrix = (rows: RequirementRow[], addresses = ['192.0.2.10']): RequirementMatrix => ({ leafSha256: 'ab', addresses, rows });
const findings = [{ id: 'certificate-expired', title: 'The certificate has expired' }];

const markupOf = (...matrices: RequirementMatrix[]): string =>
  renderToStaticMarkup(<RequirementLists matrices={matrices} name="dc01.corp.example" port={636} findings={findings} />);
const wordsOf = (markup: string): string => markup.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

test('what is not met comes first and open, the rest in the order of the matrix', () => {
  const markup = markupOf(matrix([row('Key', 'pass'), row('Revocation', 'unknown'), row('Name', 'differs'), row('Dates', 'fail')]));
  expect([...markup.matchAll(/<span class="font-medium">(\w+):/g)].map(([, title]) => title)).toEqual([
    'Dates',
    'Name',
    'Key',
    'Revocation',
  ]);
  expect(markup.match(/<details[^>]* open/g)).toHaveLength(2);
  expect(wordsOf(markup)).toContain('1 met, 1 not met, 1 where the sources differ, 1 not known.');
});

test('each row names its sources with their addresses, and explains only what is not met', () => {
  const markup = markupOf(matrix([row('Dates', 'fail')]));
  expect(markup).toContain(`href="${by.address}"`);
  expect(wordsOf(markup)).toContain('Explained in The certificate has expired');
  expect(markup).toContain('/hosts/dc01.corp.example~636/why/certificate-expired');
  expect(wordsOf(markupOf(matrix([row('Dates', 'pass')])))).not.toContain('Explained in');
});

test('addresses are named only where they serve different certificates', () => {
  const one = matrix([row('Key', 'pass')]);
  expect(wordsOf(markupOf(one))).not.toContain('192.0.2.10');
  expect(wordsOf(markupOf(one, matrix([row('Key', 'pass')], ['192.0.2.11'])))).toContain('192.0.2.11');
  expect(wordsOf(markupOf())).toContain('No certificate was received that could be compared.');
});
