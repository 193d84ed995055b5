import type { Source } from '#lib/diagnosis/article/article.ts';
import { entraConfigure, event1220Article, kb321051, rfc8446, sectionOf } from '#lib/diagnosis/article/sources.ts';
import { type Demand, demand } from '#lib/diagnosis/requirements/requirement.ts';
import type { RequirementRow } from '#lib/diagnosis/requirements/requirement-matrix.ts';
import { outcomeOf } from '#lib/diagnosis/requirements/requirement-matrix.ts';
import type { Profile } from '#lib/diagnosis/rule.ts';
import type { TrustResult } from '#lib/probe/evidence.ts';
import { cipherText, type PfxCipher } from './pfx-algorithms.ts';
import type { PfxProtection } from './read-pfx.ts';

const rfc2986: Source = {
  name: 'RFC 2986, PKCS #10: Certification request syntax',
  section: '3 Overview',
  address: 'https://www.rfc-editor.org/rfc/rfc2986.html',
};
const pfxExport: Source = {
  name: 'Microsoft, PKCS12_PBES2_EXPORT_PARAMS structure',
  section: 'Requirements',
  address: 'https://learn.microsoft.com/en-us/windows/win32/api/wincrypt/ns-wincrypt-pkcs12_pbes2_export_params',
};

const row = (id: string, title: string, seen: string, demands: readonly Demand[]): RequirementRow => ({
  id,
  title,
  seen,
  demands,
  outcome: outcomeOf(demands),
  findingIds: [],
});

/** The keys that came with the certificates. `matches` is null where none of them could be read. */
export type KeysFound = { count: number; matches: boolean | null; because: string | null; providerName: string | null };

type FileFacts = { isPfx: boolean; keys: KeysFound; protection: PfxProtection | null; trust: TrustResult; profiles: ReadonlySet<Profile> };

/** What is asked of the file itself: of a PFX file, or of PEM text that has a private key in it. */
export function fileRows(file: FileFacts): RequirementRow[] {
  return [
    presentRow(file),
    ...(file.keys.count === 0 ? [] : [matchRow(file)]),
    ...(file.keys.providerName === null || !isWindows(file.profiles) ? [] : [providerRow(file.keys.providerName)]),
    ...(file.protection === null ? [] : protectionRows(file.protection, file.profiles)),
    ...(file.isPfx ? [chainRow(file)] : []),
  ];
}

const isWindows = (profiles: ReadonlySet<Profile>): boolean => profiles.has('ad-ds') || profiles.has('ad-lds');

const askersOfKey = (profiles: ReadonlySet<Profile>): Source[] => [
  ...(isWindows(profiles) ? [event1220Article] : []),
  ...(profiles.has('entra-ds') ? [entraConfigure] : []),
  sectionOf(rfc8446, '4.4.3 Certificate Verify'),
];

const presentRow = ({ keys, profiles }: FileFacts): RequirementRow =>
  row(
    'file-private-key',
    'Private key in the file',
    keys.count === 0 ? 'None: a server cannot be started with it' : keys.count === 1 ? 'One' : `${keys.count}`,
    askersOfKey(profiles).map((by) => demand(by, 'The private key beside the certificate', keys.count > 0)),
  );

const matchRow = ({ keys, profiles }: FileFacts): RequirementRow =>
  row(
    'file-key-match',
    'Key belongs to the certificate',
    keys.matches === null
      ? `Not known, as the key cannot be read: ${keys.because ?? 'its form is not known'}`
      : keys.matches
        ? 'The key is that of the server’s certificate'
        : 'The key is that of another certificate',
    askersOfKey(profiles).map((by) => demand(by, 'The key that the certificate was issued for', keys.matches)),
  );

const providerRow = (provider: string): RequirementRow =>
  row('file-key-provider', 'Provider of the key', provider, [
    demand(
      kb321051,
      'A key of the Schannel provider',
      /schannel/i.test(provider) ? true : null,
      /schannel/i.test(provider) ? null : 'The page names the Schannel provider alone; what else a server takes is not told there.',
    ),
  ]);

const isTripleDes = (cipher: PfxCipher | null): boolean => cipher?.scheme === 'pkcs12' && cipher.cipher === 'triple-des';
const isOlder = (cipher: PfxCipher | null): boolean => cipher?.scheme === 'pkcs12';
const words = (ciphers: readonly (PfxCipher | null)[]): string =>
  [...new Set(ciphers.map((cipher) => (cipher === null ? 'nothing' : cipherText(cipher))))].join(' and ') || 'nothing';

/** `Key: AES-256 ...; certificates: ...`, for the row and the properties of the file. */
export const protectionText = ({ keys, certificates }: PfxProtection): string =>
  `Key under ${words(keys)}; certificates under ${words(certificates)}`;

function protectionRows(protection: PfxProtection, profiles: ReadonlySet<Profile>): RequirementRow[] {
  const all = [...protection.keys, ...protection.certificates];
  const keysOnly = protection.keys.length > 0 && protection.keys.every(isTripleDes);
  const demands: Demand[] = [];
  if (profiles.has('entra-ds')) {
    const met = all.every(isTripleDes) ? true : keysOnly && all.every(isOlder) ? null : false;
    demands.push(
      demand(
        sectionOf(entraConfigure, 'Export a certificate for Microsoft Entra Domain Services'),
        'The file encrypted with TripleDES-SHA1',
        met,
        met === null
          ? 'The key is, the certificates are not; older Windows writes such files, and the page does not tell whether they are taken.'
          : met
            ? null
            : 'Export it again with Export-PfxCertificate -CryptoAlgorithmOption TripleDES_SHA1, or openssl pkcs12 -export -legacy -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg SHA1.',
      ),
    );
  }
  if (isWindows(profiles)) {
    const older = all.every((cipher) => cipher === null || isOlder(cipher));
    demands.push(
      demand(
        pfxExport,
        'An encryption that the server’s Windows knows',
        older ? true : null,
        older ? null : 'AES is named for Windows Server 2019 and later; a server before that asks for TripleDES-SHA1.',
      ),
    );
  }
  return demands.length === 0 ? [] : [row('file-encryption', 'Encryption of the file', protectionText(protection), demands)];
}

function chainRow({ trust, profiles }: FileFacts): RequirementRow {
  const inFile = trust.path.filter(({ from }) => from === 'server').length;
  const isWhole = trust.ending !== 'issuer-missing' && trust.path.every(({ from, isAnchor }) => from === 'server' || isAnchor);
  const missing = isWhole ? null : 'An issuer is missing between the certificate and the root.';
  return row('file-chain', 'Chain in the file', inFile <= 1 ? 'The server’s certificate alone' : `${inFile} certificates of the path`, [
    ...(profiles.has('entra-ds')
      ? [
          demand(
            sectionOf(entraConfigure, 'Export a certificate for Microsoft Entra Domain Services'),
            'All certificates of the path, if possible',
            isWhole,
            missing,
          ),
        ]
      : []),
    demand(
      sectionOf(rfc8446, '4.4.2 Certificate'),
      'Every issuer up to the root; the root may be left out',
      isWhole ? true : isWindows(profiles) ? null : false,
      !isWhole && isWindows(profiles) ? `${missing} Windows adds what stands in its own stores; import it there.` : missing,
    ),
  ]);
}

/** What is asked of a certificate request itself. */
export const requestRows = (isSigned: boolean | null): RequirementRow[] => [
  row(
    'request-signature',
    'Signature of the request',
    isSigned === null ? 'Its algorithm is not known here' : isSigned ? 'Made with the key it is for' : 'Does not fit',
    [demand(rfc2986, 'Signed with the private key that belongs to it', isSigned)],
  ),
];
