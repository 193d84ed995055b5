import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..', '..');
const sources = globSync('{app,bench,bin,components,e2e,lib,scripts}/**/*.{ts,tsx,js,mjs,css}', {
  cwd: root,
  exclude: ['lib/db/generated/**'],
}).sort();
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
/** The code without comments and strings, so that words in them do not count. */
const codeOf = (file: string) => read(file).replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/gm, "''");
const product = sources.filter((file) => /^(app|components|lib)\//.test(file) && !/\.test\.tsx?$|\/testing\//.test(file));

describe('the sources', () => {
  it('are found', () => {
    expect(sources.length).toBeGreaterThan(100);
  });

  it('have no file over 300 lines', () => {
    expect(sources.filter((file) => read(file).split('\n').length > 301)).toEqual([]);
  });

  it('have kebab-case names and no folder for leftovers', () => {
    const badName = sources.filter((file) => !/^[a-z0-9_.[\]()/-]+$/.test(file));
    const leftovers = sources.filter((file) => /\/(utils?|helpers?|misc|common)\//.test(file));
    expect([...badName, ...leftovers]).toEqual([]);
  });

  it('read the wall clock in lib/clock.ts alone', () => {
    const readers = product.filter(
      (file) => file !== 'lib/clock.ts' && /\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(/.test(codeOf(file)),
    );
    expect(readers).toEqual([]);
  });

  it('read the environment in lib/config/env.ts alone', () => {
    const readers = product.filter((file) => file !== 'lib/config/env.ts' && /\bprocess\.env\b/.test(codeOf(file)));
    expect(readers).toEqual([]);
  });

  it('leave no postponed work, focused test or silenced check behind', () => {
    const marks =
      /\b(TODO|FIXME|XXX|HACK)\b|\b(?:it|test|describe)\.(?:skip|only|todo|fixme)\b|@ts-(?:ignore|nocheck|expect-error)|biome-ignore|\bas any\b/;
    expect(sources.filter((file) => !file.endsWith('house-rules.test.ts') && marks.test(read(file)))).toEqual([]);
  });
});

describe('the documents', () => {
  const documents = ['README.md', ...globSync('docs/**/*.md', { cwd: root })];

  it('cite only files and folders that exist', () => {
    const cited = documents.flatMap((document) =>
      [
        ...read(document).matchAll(
          /`((?:app|bench|bin|components|docs|e2e|lib|prisma|scripts)\/[\w./[\]-]*)`|\]\((?!https?:|#)([^)\s]+)\)/g,
        ),
      ].map((match) => ({ document, file: match[1] ?? path.join(path.dirname(document), match[2] ?? '') })),
    );
    expect(cited.length).toBeGreaterThan(5);
    expect(cited.filter(({ file }) => !existsSync(path.join(root, file)))).toEqual([]);
  });

  it('name only npm scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = documents.flatMap((document) =>
      [...read(document).matchAll(/`npm (?:run )?(start|test|[a-z][a-z:-]*)`/g)].map((match) => match[1] ?? ''),
    );
    expect(named.filter((name) => !['ci', 'install'].includes(name) && !(name in scripts))).toEqual([]);
  });

  it('keep each decision on one screen', () => {
    const long = globSync('docs/decisions/*.md', { cwd: root }).filter((file) => read(file).split('\n').length > 60);
    expect(long).toEqual([]);
  });
});
