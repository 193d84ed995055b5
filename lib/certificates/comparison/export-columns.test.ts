import { expect, it } from 'vitest';
import { toCsv } from '../../export/table.ts';
import { comparisonColumns, differencesFirst } from './export-columns.ts';
import type { ComparedField } from './views.ts';

const words = (...texts: string[]) => texts.map((text) => ({ kind: 'words' as const, text }));
const field = (label: string, one: string[], other: string[], differs: boolean): ComparedField => ({
  ...{ label, one: words(...one), other: words(...other), differs },
});

it('has what differs first, otherwise in the order of the page, and tells several values apart', () => {
  const fields = [
    field('Issuer', ['CN=CA'], ['CN=CA'], false),
    field('Names', ['DNS: a.example', 'DNS: b.example'], ['DNS: a.example'], true),
    field('Key', ['RSA'], ['RSA'], false),
    field('Subject', ['=cmd'], ['CN=a'], true),
  ];
  expect(toCsv(comparisonColumns, differencesFirst(fields))).toBe(
    '\uFEFFfield,differs,one,other\r\nNames,true,DNS: a.example; DNS: b.example,DNS: a.example\r\n' +
      'Subject,true,"\'=cmd",CN=a\r\nIssuer,false,CN=CA,CN=CA\r\nKey,false,RSA,RSA\r\n',
  );
});
