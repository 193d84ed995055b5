import { expect, it } from 'vitest';
import { isOwnPage } from './own-page.ts';

it.each([
  [{ origin: 'http://127.0.0.1:3636', host: '127.0.0.1:3636' }, true],
  [{ origin: 'https://ldaps.corp.example', host: '10.0.0.5:3636', 'x-forwarded-host': 'ldaps.corp.example' }, true],
  [{ origin: 'https://evil.example', host: '127.0.0.1:3636' }, false],
  [{ origin: 'http://127.0.0.1:8080', host: '127.0.0.1:3636' }, false],
  [{ origin: 'null', host: '127.0.0.1:3636' }, false],
  [{ host: '127.0.0.1:3636' }, false],
  [{ origin: 'http://a', 'x-forwarded-host': '' }, false],
])('tells from %o whether a page of ours sends the form', (headers, own) => {
  expect(isOwnPage(new Headers(headers as unknown as Record<string, string>))).toBe(own);
});
