import { type DerElement, DerFault, derChildren, derTag, objectIdentifierText } from '#lib/probe/x509/der.ts';

/** What a DER structure is, going by its shape alone. */
export type DerKind = 'certificate' | 'request' | 'pkcs7' | 'pfx' | 'key' | 'encrypted-key' | 'public-key' | 'revocation-list';

const signedData = '1.2.840.113549.1.7.2';
const data = '1.2.840.113549.1.7.1';

const childrenOf = (element: DerElement | undefined): readonly DerElement[] =>
  element === undefined || (element.tag & 0x20) === 0 ? [] : derChildren(element);

const identifierOf = (element: DerElement | undefined): string | null =>
  element?.tag === derTag.objectIdentifier ? objectIdentifierText(element.content) : null;

/** The kind of structure that the element is, or null. Reads no deeper than three levels and never throws. */
export function identifyDer(root: DerElement): DerKind | null {
  try {
    return kindOf(root);
  } catch (fault) {
    if (fault instanceof DerFault) return null;
    throw fault;
  }
}

function kindOf(root: DerElement): DerKind | null {
  if (root.tag !== derTag.sequence) return null;
  const [first, second, third] = childrenOf(root);
  if (first === undefined || second === undefined) return null;
  if (identifierOf(first) === signedData) return 'pkcs7';
  if (first.tag === derTag.integer) {
    if (second.tag === derTag.sequence && [data, signedData].includes(identifierOf(childrenOf(second)[0]) ?? '')) return 'pfx';
    // PKCS #8, PKCS #1 and SEC 1, in this order.
    if (second.tag === derTag.sequence && third?.tag === derTag.octetString) return 'key';
    if (second.tag === derTag.integer && childrenOf(root).length >= 9) return 'key';
    return second.tag === derTag.octetString ? 'key' : null;
  }
  if (first.tag !== derTag.sequence) return null;
  const body = childrenOf(first);
  if (identifierOf(body[0]) !== null) {
    if (second.tag === derTag.octetString) return 'encrypted-key';
    return second.tag === derTag.bitString ? 'public-key' : null;
  }
  if (third?.tag !== derTag.bitString) return null;
  return signedKind(body);
}

/** Certificate, request and revocation list are alike outside: a body, an algorithm and a signature. */
function signedKind(body: readonly DerElement[]): DerKind | null {
  const tags = body.map(({ tag }) => tag);
  if (tags[0] === 0xa0) return 'certificate';
  if (tags[0] === derTag.integer && tags[1] === derTag.sequence && tags[2] === derTag.sequence)
    return tags[3] === derTag.sequence ? 'certificate' : isTime(tags[3]) ? 'revocation-list' : tags[3] === 0xa0 ? 'request' : null;
  return tags[0] === derTag.sequence && tags[1] === derTag.sequence && isTime(tags[2]) ? 'revocation-list' : null;
}

const isTime = (tag: number | undefined): boolean => tag === derTag.utcTime || tag === derTag.generalizedTime;
