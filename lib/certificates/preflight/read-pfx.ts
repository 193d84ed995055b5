import { type DerElement, DerFault, derChildren, derTag, expectTag, readDer, readObjectIdentifier } from '#lib/probe/x509/der.ts';
import { MOST_CERTIFICATES, MOST_ROUNDS } from './bounds.ts';
import { normaliseBer } from './normalise-ber.ts';
import { type PfxCipher, type PfxMac, readCipher, readMac } from './pfx-algorithms.ts';
import { type BagNames, type PfxBag, readBags } from './pfx-bags.ts';
import { decrypt, macFits, noPassword, type PfxPassword, pfxPassword, RoundBudget, TooManyRounds } from './pfx-keys.ts';
import { type GivenKey, readPrivateKey } from './read-private-key.ts';

/** How a file protects what is in it; null stands for a part that lies there unencrypted. */
export type PfxProtection = { certificates: readonly (PfxCipher | null)[]; keys: readonly (PfxCipher | null)[]; mac: PfxMac | null };

export type PfxContents = {
  protection: PfxProtection;
  certificates: readonly (BagNames & { der: Uint8Array })[];
  keys: readonly (BagNames & { given: GivenKey })[];
};

/** password: it does not open the file. unreadable: the file is broken, or protected in a way that is not known here. */
export type PfxResult = { ok: true; contents: PfxContents } | { ok: false; reason: 'password' | 'unreadable'; message: string };

const data = '1.2.840.113549.1.7.1';
const encryptedData = '1.2.840.113549.1.7.6';
const envelopedData = '1.2.840.113549.1.7.3';

class PfxFault extends Error {
  override readonly name = 'PfxFault';
  readonly reason: 'password' | 'unreadable';

  constructor(reason: 'password' | 'unreadable', message: string) {
    super(message);
    this.reason = reason;
  }
}

/**
 * Opens a PKCS #12 file (RFC 7292) with its password. Nothing of it leaves memory. Never throws: a wrong password, broken bytes and
 * files that ask for too much work come back in words.
 */
export async function readPfx(bytes: Uint8Array, password: string): Promise<PfxResult> {
  try {
    return { ok: true, contents: await open(bytes, password) };
  } catch (error) {
    if (error instanceof PfxFault) return { ok: false, reason: error.reason, message: error.message };
    if (error instanceof DerFault) return { ok: false, reason: 'unreadable', message: `The PFX file ${error.message}.` };
    if (error instanceof TooManyRounds)
      return {
        ok: false,
        reason: 'unreadable',
        message: `The PFX file asks for more than ${MOST_ROUNDS.toLocaleString('en')} hash rounds to be opened. Windows asks for 2,000; export it again with an ordinary count.`,
      };
    throw error;
  }
}

type Part = { cipher: PfxCipher | null; content: Uint8Array };

async function open(bytes: Uint8Array, text: string): Promise<PfxContents> {
  const [, authenticatedSafe, macData] = derChildren(expectTag(readDer(normaliseBer(bytes)), derTag.sequence, 'outer list'));
  const safe = contentOf(authenticatedSafe);
  const mac = macData === undefined ? null : readMac(macData);
  const budget = new RoundBudget();
  const password = await checkedPassword(mac, safe, text, budget);

  const parts = derChildren(expectTag(readDer(normaliseBer(safe)), derTag.sequence, 'list of parts')).map(readPart);
  if (parts.length > MOST_CERTIFICATES) throw new PfxFault('unreadable', `The PFX file has more than ${MOST_CERTIFICATES} parts.`);
  const bags: { bag: PfxBag; cipher: PfxCipher | null }[] = [];
  for (const part of parts) {
    const plain = part.cipher === null ? part.content : await opened(part.cipher, part.content, password, budget);
    bags.push(...bagsOf(plain, part.cipher, mac).map((bag) => ({ bag, cipher: part.cipher })));
  }
  const certificates = bags.flatMap(({ bag }) => (bag.kind === 'certificate' ? [{ ...namesOf(bag), der: bag.der }] : []));
  if (certificates.length > MOST_CERTIFICATES)
    throw new PfxFault('unreadable', `The PFX file has ${certificates.length} certificates; at most ${MOST_CERTIFICATES} are looked at.`);
  const keys: (BagNames & { given: GivenKey })[] = [];
  const keyCiphers: (PfxCipher | null)[] = [];
  for (const { bag, cipher } of bags) {
    if (bag.kind !== 'key' && bag.kind !== 'encrypted-key') continue;
    const own = bag.kind === 'key' ? { cipher, der: bag.der } : await openedKey(bag.content, password, budget);
    keyCiphers.push(own.cipher);
    keys.push({ ...namesOf(bag), given: readPrivateKey(own.der, 'pkcs8') });
  }
  const certificateCiphers = bags.flatMap(({ bag, cipher }) => (bag.kind === 'certificate' ? [cipher] : []));
  return { protection: { certificates: certificateCiphers, keys: keyCiphers, mac }, certificates, keys };
}

const namesOf = ({ friendlyName, localKeyId, providerName }: BagNames): BagNames => ({ friendlyName, localKeyId, providerName });

/** The octets that a ContentInfo of type data holds. */
function contentOf(contentInfo: DerElement | undefined): Uint8Array {
  const [type, wrapped] = derChildren(expectTag(contentInfo, derTag.sequence, 'content'));
  if (readObjectIdentifier(type) !== data)
    throw new PfxFault('unreadable', 'The PFX file is protected by a signature rather than a password, which is not read here.');
  return expectTag(derChildren(expectTag(wrapped, 0xa0, 'content'))[0], derTag.octetString, 'content').content;
}

/** Without a code to compare with, the password shows itself when the parts are decrypted. */
async function checkedPassword(mac: PfxMac | null, safe: Uint8Array, text: string, budget: RoundBudget): Promise<PfxPassword> {
  const given = pfxPassword(text);
  if (mac === null || (await macFits(mac, safe, given, budget)) !== false) return given;
  if (text === '' && (await macFits(mac, safe, noPassword, budget))) return noPassword;
  throw wrongPassword(text);
}

const wrongPassword = (text: string): PfxFault =>
  new PfxFault(
    'password',
    text === ''
      ? 'The PFX file needs a password. It is used to open the file and forgotten.'
      : 'The password does not open the PFX file. Capital letters and spaces count.',
  );

function readPart(contentInfo: DerElement): Part {
  const [type, wrapped] = derChildren(expectTag(contentInfo, derTag.sequence, 'part'));
  const oid = readObjectIdentifier(type);
  if (oid === data) return { cipher: null, content: contentOf(contentInfo) };
  if (oid === envelopedData)
    throw new PfxFault('unreadable', 'The PFX file is encrypted for a public key rather than with a password, which is not read here.');
  if (oid !== encryptedData) throw new DerFault(`has a part of an unknown kind (${oid})`);
  const [, info] = derChildren(expectTag(derChildren(expectTag(wrapped, 0xa0, 'part'))[0], derTag.sequence, 'encrypted part'));
  const [, algorithm, content] = derChildren(expectTag(info, derTag.sequence, 'encrypted content'));
  if (content === undefined) throw new DerFault('has an encrypted part without content');
  // [0] IMPLICIT OCTET STRING, which BER may have cut into pieces.
  const pieces = content.tag === 0xa0 ? derChildren(content).map((piece) => piece.content) : [content.content];
  return { cipher: readCipher(algorithm), content: Buffer.concat(pieces) };
}

async function opened(cipher: PfxCipher, content: Uint8Array, password: PfxPassword, budget: RoundBudget): Promise<Uint8Array> {
  if (cipher.scheme === 'unknown')
    throw new PfxFault(
      'unreadable',
      `The PFX file uses an encryption that is not read here (${cipher.oid}). Export it with TripleDES-SHA1 or AES-256.`,
    );
  const plain = await decrypt(cipher, content, password, budget);
  if (plain === null) throw wrongPassword(password.utf8.length === 0 ? '' : 'given');
  return plain;
}

/** A wrong password decrypts to noise now and then; without a code over the file that is the likelier reason. */
function bagsOf(plain: Uint8Array, cipher: PfxCipher | null, mac: PfxMac | null): PfxBag[] {
  try {
    return readBags(plain);
  } catch (error) {
    if (error instanceof DerFault && cipher !== null && mac?.hash == null) throw wrongPassword('given');
    throw error;
  }
}

/** EncryptedPrivateKeyInfo (RFC 5958 section 3). */
async function openedKey(content: DerElement, password: PfxPassword, budget: RoundBudget): Promise<{ cipher: PfxCipher; der: Uint8Array }> {
  const [algorithm, encrypted] = derChildren(expectTag(content, derTag.sequence, 'encrypted key'));
  const cipher = readCipher(algorithm);
  return { cipher, der: await opened(cipher, expectTag(encrypted, derTag.octetString, 'encrypted key').content, password, budget) };
}
