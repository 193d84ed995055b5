import { type DerElement, DerFault, derChildren, derTag, expectTag, hexText, readDer, readObjectIdentifier } from '#lib/probe/x509/der.ts';
import { printableText, readText } from '#lib/probe/x509/text.ts';
import { MOST_CERTIFICATES } from './bounds.ts';
import { normaliseBer } from './normalise-ber.ts';

/** What a PFX file says of a key or certificate beside its bytes. */
export type BagNames = {
  friendlyName: string | null;
  /** Ties a certificate to its key. */
  localKeyId: string | null;
  /** Microsoft's name of the provider that holds the key once it is imported. */
  providerName: string | null;
};

export type PfxBag = BagNames &
  (
    | { kind: 'certificate'; der: Uint8Array }
    | { kind: 'key'; der: Uint8Array }
    | { kind: 'encrypted-key'; content: DerElement }
    | { kind: 'other' }
  );

const bagTypes = '1.2.840.113549.1.12.10.1.';
const x509Certificate = '1.2.840.113549.1.9.22.1';
const attribute = {
  friendlyName: '1.2.840.113549.1.9.20',
  localKeyId: '1.2.840.113549.1.9.21',
  providerName: '1.3.6.1.4.1.311.17.1',
} as const;

/** Bags inside of bags, and how many there may be in all. */
const DEEPEST_BAG = 4;
const MOST_BAGS = 4 * MOST_CERTIFICATES;

/** The bags of a SafeContents (RFC 7292 section 4.2), those inside of others included. Throws `DerFault`. */
export function readBags(safeContents: Uint8Array): PfxBag[] {
  const bags: PfxBag[] = [];
  const collect = (list: DerElement, depth: number): void => {
    if (depth > DEEPEST_BAG) throw new DerFault(`has bags nested more than ${DEEPEST_BAG} levels deep`);
    for (const bag of derChildren(expectTag(list, derTag.sequence, 'list of bags'))) {
      const [type, wrapped, attributes] = derChildren(expectTag(bag, derTag.sequence, 'bag'));
      const value = derChildren(expectTag(wrapped, 0xa0, 'value of a bag'))[0];
      if (value === undefined) throw new DerFault('has a bag without a value');
      if (readObjectIdentifier(type) === `${bagTypes}6`) collect(value, depth + 1);
      else bags.push({ ...readNames(attributes), ...readValue(readObjectIdentifier(type), value) });
      if (bags.length > MOST_BAGS) throw new DerFault(`has more than ${MOST_BAGS} bags`);
    }
  };
  collect(readDer(normaliseBer(safeContents)), 1);
  return bags;
}

function readValue(type: string, value: DerElement) {
  if (type === `${bagTypes}1`) return { kind: 'key', der: value.bytes } as const;
  if (type === `${bagTypes}2`) return { kind: 'encrypted-key', content: value } as const;
  if (type !== `${bagTypes}3`) return { kind: 'other' } as const;
  const [certificateType, wrapped] = derChildren(value);
  if (readObjectIdentifier(certificateType) !== x509Certificate) return { kind: 'other' } as const;
  const der = derChildren(expectTag(wrapped, 0xa0, 'certificate'))[0];
  return { kind: 'certificate', der: expectTag(der, derTag.octetString, 'certificate').content } as const;
}

function readNames(attributes: DerElement | undefined): BagNames {
  const values = new Map<string, DerElement>();
  for (const item of attributes === undefined ? [] : derChildren(attributes)) {
    const [type, set] = derChildren(item);
    const value = set && derChildren(set)[0];
    if (value !== undefined) values.set(readObjectIdentifier(type), value);
  }
  const textOf = (oid: string): string | null => {
    const value = values.get(oid);
    const text = value && readText(value);
    return text == null ? null : printableText(text).slice(0, 200);
  };
  const localKeyId = values.get(attribute.localKeyId);
  return {
    friendlyName: textOf(attribute.friendlyName),
    localKeyId: localKeyId === undefined ? null : hexText(localKeyId.content.subarray(0, 64)),
    providerName: textOf(attribute.providerName),
  };
}
