import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { ChangesList } from './changes-list.tsx';

it('says not checked where a check could not judge', () => {
  const change = { kind: 'state', before: 'critical', after: 'unknown', at: '2026-03-01T12:00:00.000Z' } as const;
  const text = renderToStaticMarkup(<ChangesList changes={[change]} />);
  expect(text).toContain('not checked');
  expect(text).not.toContain('unknown');
});
