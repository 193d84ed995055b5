/**
 * What an upload may cost at most. Whoever can reach the page can send bytes made to be expensive, so everything that an upload
 * decides (how many, how deep, how often) has a bound that is looked at before the work is done.
 */

/** Certificates in one upload; a chain has three or four, a whole trust store some hundred and fifty. */
export const MOST_CERTIFICATES = 50;
/** Elements of one ASN.1 structure, and how deep they may lie. */
export const MOST_ELEMENTS = 50_000;
export const DEEPEST = 40;
/** Bytes of a private key: RSA of 16,384 bits has 9.5 kB. */
export const MOST_KEY_BYTES = 16_384;
/** Hash rounds that the keys of one PFX file may ask for, all together. Windows asks for 2,000 each, NSS for 600,000. */
export const MOST_ROUNDS = 2_000_000;
/** Hosts that one certificate is compared with. */
export const MOST_HOSTS = 500;
