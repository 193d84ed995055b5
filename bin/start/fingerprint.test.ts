import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { fingerprint, isCurrent } from './fingerprint.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'port636-fingerprint-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);

it('changes with content, names and salt, and with nothing else', () => {
  mkdirSync(path.join(folder, 'app'));
  write('app/a.ts', '1');
  write('app/b.css', '2');
  const of = (salt?: string) => fingerprint(folder, ['app/**/*.{ts,tsx}'], salt);
  const first = of();
  expect(of()).toBe(first);
  write('app/b.css', '3');
  expect(of()).toBe(first);
  write('app/a.ts', '2');
  expect(of()).not.toBe(first);
  write('app/a.ts', '1');
  write('app/c.tsx', '');
  expect(of()).not.toBe(first);
  expect(of('v24')).not.toBe(of());
});

it('knows a current marker from a missing or an old one', () => {
  write('marker', 'abc');
  expect([
    isCurrent(path.join(folder, 'marker'), 'abc'),
    isCurrent(path.join(folder, 'marker'), 'abd'),
    isCurrent(path.join(folder, 'none'), 'abc'),
  ]).toEqual([true, false, false]);
});
