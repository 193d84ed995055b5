/** An elliptic curve for the key exchange (RFC 8422 section 5.1.1, RFC 7027): number on the wire, IANA name, bits of its field. */
type NamedGroup = { number: number; name: string; bits: number };

/** Strong ones first, in the order of preference. */
export const namedGroups: readonly NamedGroup[] = [
  { number: 0x001d, name: 'x25519', bits: 255 },
  { number: 0x0017, name: 'secp256r1', bits: 256 },
  { number: 0x0018, name: 'secp384r1', bits: 384 },
  { number: 0x0019, name: 'secp521r1', bits: 521 },
  { number: 0x001e, name: 'x448', bits: 448 },
  { number: 0x001a, name: 'brainpoolP256r1', bits: 256 },
  { number: 0x001b, name: 'brainpoolP384r1', bits: 384 },
  { number: 0x001c, name: 'brainpoolP512r1', bits: 512 },
  { number: 0x0016, name: 'secp256k1', bits: 256 },
  { number: 0x0015, name: 'secp224r1', bits: 224 },
  { number: 0x0013, name: 'secp192r1', bits: 192 },
];

const byNumber = new Map(namedGroups.map((group) => [group.number, group]));

/** The curve with that number; undefined when it is not known. */
export const namedGroupOf = (number: number): NamedGroup | undefined => byNumber.get(number);

/** OpenSSL calls some curves by the names of ANSI X9.62. */
const openSslNames = new Map([
  ['prime256v1', 'secp256r1'],
  ['prime192v1', 'secp192r1'],
]);

/** The curve that OpenSSL calls so; undefined when it is not known. */
export function namedGroupByOpenSslName(name: string): NamedGroup | undefined {
  const wanted = (openSslNames.get(name) ?? name).toLowerCase();
  return namedGroups.find((group) => group.name.toLowerCase() === wanted);
}
