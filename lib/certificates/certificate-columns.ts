import { createHash } from 'node:crypto';
import { enrolmentOf } from '../diagnosis/reading/enrolment.ts';
import type { CertificateFacts } from '../probe/evidence.ts';

/** Counts up when the columns below are filled in another way: rows of an earlier version are then filled anew. */
export const READ_VERSION = 1;

/** Longest text that a search looks in. A usual certificate has a tenth of it; one with thousands of names is found by its first ones. */
const SEARCH_TEXT_MAX = 8_000;

/** What lists of certificates show and search, read off the facts; columns of the table of certificates. */
export type CertificateColumns = {
  readVersion: number;
  /** Lower-case hex SHA-1 of the DER bytes: what Windows calls the thumbprint. */
  sha1: string;
  /** Never empty. */
  name: string;
  /** Empty for bytes that are no certificate. */
  issuerName: string;
  ipAddresses: string[];
  keyCurve: string | null;
  /** Such as "RSA SHA-256" or "Ed25519"; empty for bytes that are no certificate. */
  signature: string;
  /** Microsoft certificate template: its name where it is known, else its object identifier. */
  template: string | null;
  isCa: boolean;
  /** Lower case, one word or name per line, so that no search finds two that only stand next to each other. */
  searchText: string;
};

/** The columns of a certificate, from its facts and its bytes. */
export function certificateColumns(facts: CertificateFacts, der: Uint8Array): CertificateColumns {
  const sha1 = createHash('sha1').update(der).digest('hex');
  const enrolment = enrolmentOf(facts);
  const signature = [facts.signature.algorithm, facts.signature.hash].filter(Boolean).join(' ');
  const texts = [
    facts.sha256,
    sha1,
    facts.serialNumber,
    facts.subject,
    facts.issuer,
    enrolment.template,
    facts.template,
    facts.publicKeySha256,
    ...facts.subjectCommonNames,
    ...facts.dnsNames,
    ...facts.ipAddresses,
    ...facts.otherNames,
  ];
  return {
    readVersion: READ_VERSION,
    sha1,
    name: nameOf(facts),
    issuerName: facts.issuerCommonName || facts.issuer,
    ipAddresses: facts.ipAddresses,
    keyCurve: facts.key.curve,
    signature,
    template: enrolment.template,
    isCa: facts.basicConstraints?.ca === true,
    searchText: searchTextOf(texts),
  };
}

/** The subject's first common name, else the first DNS name, else the subject, else an address, else the start of the fingerprint. */
const nameOf = ({ subjectCommonNames, dnsNames, subject, ipAddresses, sha256 }: CertificateFacts): string =>
  [subjectCommonNames[0], dnsNames[0], subject, ipAddresses[0]].find(Boolean) ?? sha256.slice(0, 16);

function searchTextOf(texts: readonly (string | null)[]): string {
  const lines = new Set(texts.flatMap((text) => (text ? [text.toLowerCase()] : [])));
  return [...lines].join('\n').slice(0, SEARCH_TEXT_MAX).toWellFormed();
}
