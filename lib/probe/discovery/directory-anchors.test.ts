import { describe, expect, it } from 'vitest';
import { readDirectoryAnchors } from './directory-anchors.ts';
import type { DirectorySearchResult } from './directory-session-search.ts';

const configuration = 'CN=Configuration,DC=corp,DC=example';
const services = `CN=Public Key Services,CN=Services,${configuration}`;
const complete = { referrals: [], referralCount: 0, incomplete: null };
const entryOf = (...values: Uint8Array[]) => ({ dn: 'CN=any', attributes: new Map([['cacertificate', values]]) });
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** A directory that answers each search by its base; what is not listed is not there. */
const directoryOf = (answers: Readonly<Record<string, Partial<DirectorySearchResult>>>) => {
  const asked: string[] = [];
  return {
    asked,
    rootDse: { configurationNamingContext: [configuration] },
    search: async (base: string, { scope }: { scope: string }): Promise<DirectorySearchResult> => {
      asked.push(`${scope} ${base}`);
      const missing = { code: 'refused' as const, resultCode: 32, message: 'There is no such object.' };
      return { entries: [], ...complete, ...(answers[base] ?? { incomplete: missing }) };
    },
  };
};

describe('what a directory publishes of authorities', () => {
  it('is read of all three containers, each certificate once', async () => {
    const [root, issuing] = [Buffer.from('the root'), Buffer.from('the issuer')];
    const directory = directoryOf({
      [`CN=Certification Authorities,${services}`]: { entries: [entryOf(root)] },
      [`CN=NTAuthCertificates,${services}`]: { entries: [entryOf(issuing, root)] },
      [`CN=AIA,${services}`]: { entries: [entryOf(issuing), entryOf(Buffer.from([0]))] },
    });
    expect(await readDirectoryAnchors(directory)).toEqual({
      certificates: [
        { der: base64('the root'), containers: ['root', 'nt-auth'] },
        { der: base64('the issuer'), containers: ['nt-auth', 'aia'] },
      ],
      incompleteBecause: null,
    });
    expect(directory.asked).toEqual([
      `one CN=Certification Authorities,${services}`,
      `base CN=NTAuthCertificates,${services}`,
      `one CN=AIA,${services}`,
    ]);
  });

  it('is nothing where no authority ever was, and null where there is no Configuration partition', async () => {
    expect(await readDirectoryAnchors(directoryOf({}))).toEqual({ certificates: [], incompleteBecause: null });
    expect(await readDirectoryAnchors({ ...directoryOf({}), rootDse: {} })).toBeNull();
  });

  it('is bounded, and says what it left out', async () => {
    const many = Array.from({ length: 501 }, (_, number) => Buffer.from(`certificate ${number}`));
    const flood = await readDirectoryAnchors(directoryOf({ [`CN=AIA,${services}`]: { entries: [entryOf(...many)] } }));
    expect(flood?.certificates).toHaveLength(500);
    expect(flood?.incompleteBecause).toBe('Only the first 500 certificates were kept.');
    const giant = await readDirectoryAnchors(directoryOf({ [`CN=AIA,${services}`]: { entries: [entryOf(new Uint8Array(70_000))] } }));
    expect(giant).toEqual({ certificates: [], incompleteBecause: 'A certificate of more than 64 kB was left out.' });
    const referred = { code: 'referred' as const, resultCode: 10, message: 'It points to another server.' };
    expect((await readDirectoryAnchors(directoryOf({ [`CN=AIA,${services}`]: { incomplete: referred } })))?.incompleteBecause).toBe(
      'It points to another server.',
    );
  });
});
