import { rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookUpHosts, parseHosts } from './hosts-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'port636-hosts-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('a hosts file', () => {
  it('gives every address of a name, in order, whatever its case', () => {
    const table = parseHosts('127.0.0.1 localhost\r\n10.0.0.1  DC1.Example.Test\tdc1\n::1 localhost # comment\n10.0.0.2 dc1 dc1\n');
    expect(table.get('localhost')).toEqual(['127.0.0.1', '::1']);
    expect(table.get('dc1')).toEqual(['10.0.0.1', '10.0.0.2']);
    expect(table.get('dc1.example.test')).toEqual(['10.0.0.1']);
  });

  it('leaves out comments, names alone and addresses that are none', () => {
    expect(parseHosts('# 10.0.0.1 a\n10.0.0.300 b\n c\n10.0.0.1\n').size).toBe(0);
  });

  it('never throws and lists only addresses', () => {
    fc.assert(fc.property(fc.string(), (text) => [...parseHosts(text).values()].every((addresses) => addresses.length > 0)));
  });

  it('that does not exist is empty, also when it is a folder', () => {
    expect(lookUpHosts(join(folder, 'missing'), 'dc1')).toEqual([]);
    expect(lookUpHosts(folder, 'dc1')).toEqual([]);
  });

  it('is read again when it has changed, looking at most once a second', async () => {
    const path = join(folder, 'changing');
    writeFileSync(path, '10.0.0.1 dc1\n');
    expect(lookUpHosts(path, 'dc1')).toEqual(['10.0.0.1']);
    writeFileSync(path, '10.0.0.22 dc1\n');
    expect(lookUpHosts(path, 'dc1')).toEqual(['10.0.0.1']);
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    expect(lookUpHosts(path, 'DC1.')).toEqual(['10.0.0.22']);
    rmSync(path);
  });
});
