/** What is compared of two certificates to tell whether one takes the other's place. */
export type SuccessionFacts = {
  /** RFC 4514 text, most specific part first. */
  subject: string;
  dnsNames: readonly string[];
  ipAddresses: readonly string[];
  isCa: boolean;
  notBefore: Date | null;
  notAfter: Date | null;
};

/**
 * Does `newer` take the place of `older`: is it good for every name of the older one, and does it begin and end later? An authority
 * takes the place of none but an authority; a server that signed for itself often says that it is one (`openssl req -x509` has it so),
 * and is followed by a certificate that does not. Names are those of the subject alternative name, without case; where there are none, the subject's common name. A wildcard
 * is good for the names one label below it (RFC 9525 section 6.3). Certificates without names or dates have no successors.
 */
export function isSuccessor(older: SuccessionFacts, newer: SuccessionFacts): boolean {
  if (newer.isCa && !older.isCa) return false;
  if (older.notBefore === null || older.notAfter === null || newer.notBefore === null || newer.notAfter === null) return false;
  if (newer.notBefore <= older.notBefore || newer.notAfter <= older.notAfter) return false;
  return namesOf(older).length > 0 && missingNames(older, newer).length === 0;
}

/** Names that `newer` must be good for to take the place of `older`, and is not; addresses begin with `ip `. */
export function missingNames(older: SuccessionFacts, newer: SuccessionFacts): string[] {
  const offered = new Set(namesOf(newer));
  return namesOf(older).filter((name) => !offered.has(name) && !offered.has(wildcardOver(name)));
}

/**
 * Which of the certificates the newer one takes the place of: the first it succeeds, in the order given. Null for none.
 */
export function predecessorAmong<Older extends SuccessionFacts>(newer: SuccessionFacts, older: readonly Older[]): Older | null {
  return older.find((one) => isSuccessor(one, newer)) ?? null;
}

function namesOf({ subject, dnsNames, ipAddresses }: SuccessionFacts): string[] {
  const names = [...dnsNames.map(dnsName), ...ipAddresses.map((address) => `ip ${address.toLowerCase()}`)];
  if (names.length > 0) return names;
  const commonName = /(?:^|(?<!\\)[,+])\s*CN=((?:\\.|[^\\,+])+)/i.exec(subject)?.[1];
  return commonName === undefined ? [] : [dnsName(commonName)];
}

const dnsName = (name: string): string => name.trim().toLowerCase().replace(/\.$/, '');

/** The wildcard that is good for a name; the name itself where there is none: an address, a single label, a wildcard. */
function wildcardOver(name: string): string {
  const dot = name.indexOf('.');
  return dot <= 0 || name.startsWith('*.') || name.startsWith('ip ') ? name : `*${name.slice(dot)}`;
}
