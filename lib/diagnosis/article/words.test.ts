import { describe, expect, it } from 'vitest';
import { catalog as rules } from '../catalog.ts';
import type { Article, Resolution } from './article.ts';
import { placeholders } from './fill.ts';
import { filledArticles, proseOf } from './testing/filled-articles.ts';
import { readingEase, sentencesOf, wordsOf } from './testing/reading-level.ts';

const byId = rules.map(({ id, article }) => [id, article] as const);

/** Words that can be read at one go. */
const mostWords = 45;
const averageWords = 19;
const leastReadingEase = 50;

/** Commands and files that change a server or a client. */
const changing =
  /\b(?:Set|New|Move|Remove|Disable|Enable|Import|Add)-(?!Object|Type\b)[A-Z]|-addstore|-delstore|-setreg|-dspublish|ldifde -i|ldapmodify|reg add|\bcp -?|dsconf \S+ (?:security|config) .*(?:set|add|replace|enable)|\+IS_GC/;
const changes = ({ steps }: Resolution): boolean =>
  steps.some(({ commands }) => commands?.some(({ shell, text }) => shell === 'ini' || shell === 'ldif' || changing.test(text)) ?? false);

/** Ways by which a domain controller gets another certificate. */
const changesCertificate = ({ resolve }: Article): boolean =>
  resolve.some(
    ({ profiles, steps }) =>
      profiles.includes('ad-ds') &&
      steps.some(({ commands }) =>
        commands?.some(({ text }) => /Import-PfxCertificate|certreq -accept|Get-Certificate -Template/.test(text)),
      ),
  );

describe.each(filledArticles)('%s, filled in for %s', (_id, _target, article) => {
  it('leaves no placeholder and nothing undefined', () => {
    const text = JSON.stringify(article);
    expect(text).not.toMatch(new RegExp(`\\{(?:${placeholders.join('|')})\\}`));
    expect(text).not.toMatch(/undefined|\[object|NaN|\bnull:\d/);
  });
});

describe.each(byId)('the article of %s', (_id, article) => {
  const prose = proseOf(article);

  it('has no sentence that is too long to read at one go', () => {
    expect(prose.flatMap(sentencesOf).filter((sentence) => wordsOf(sentence).length > mostWords)).toEqual([]);
  });

  it('is plain to read', () => {
    const sentences = prose.flatMap(sentencesOf);
    expect(sentences.flatMap(wordsOf).length / sentences.length).toBeLessThanOrEqual(averageWords);
    expect(readingEase(prose)).toBeGreaterThanOrEqual(leastReadingEase);
  });

  it('names for every resolution the role that is needed, and the way back where something is changed', () => {
    expect(article.resolve.filter(({ requires }) => requires.trim().length < 4).map(({ title }) => title)).toEqual([]);
    expect(article.resolve.filter((resolution) => changes(resolution) && resolution.rollback === null).map(({ title }) => title)).toEqual(
      [],
    );
  });

  it('names the reload without a restart where the certificate of a domain controller is changed', () => {
    expect(!changesCertificate(article) || JSON.stringify(article.resolve).includes('renewServerCertificate')).toBe(true);
  });

  it('has an https address for every source', () => {
    expect(article.sources.filter(({ address }) => !/^https:\/\/[a-z0-9.-]+\.[a-z]+\//.test(address))).toEqual([]);
  });
});

describe('the measure of reading', () => {
  it('finds long sentences and difficult words', () => {
    expect(wordsOf('The certificate of dc01.corp.example (636) has expired.')).toEqual(['The', 'certificate', 'of', 'has', 'expired']);
    expect(sentencesOf('It says "One. Two." and ends. Then it begins.')).toHaveLength(2);
    expect(readingEase(['The cat sat on the mat.'])).toBeGreaterThan(100);
    expect(readingEase(['Organizational interoperability considerations necessitate comprehensive authentication.'])).toBeLessThan(0);
  });

  it('sees changes and reloads where there are some', () => {
    expect(rules.filter(({ article }) => changesCertificate(article)).length).toBeGreaterThan(5);
    expect(rules.filter(({ article }) => article.resolve.some(changes)).length).toBeGreaterThan(10);
  });
});
