import type { CertificateFacts } from '../../probe/evidence.ts';
import { matchName } from '../../probe/x509/match-name.ts';
import { missingNames, type SuccessionFacts } from '../succession.ts';

/** The certificate to be replaced, as the database keeps it. */
export type OldCertificate = SuccessionFacts & { sha256: string; publicKeySha256: string | null };

/** Faults forbid it, warnings are told. Both are whole sentences. */
export type SuccessorJudgement = { faults: string[]; warnings: string[] };

/**
 * May a certificate take the place of another? It must begin later, be good for every name of the old one (or for the host names,
 * where there was none), be no authority's unless the old one said so of itself, and not be over. The same key and an earlier end are
 * allowed, and told.
 */
export function judgeSuccessor(
  facts: CertificateFacts,
  old: OldCertificate | null,
  hostNames: readonly string[],
  now: Date,
): SuccessorJudgement {
  const faults: string[] = [];
  const warnings: string[] = [];
  const notBefore = facts.notBefore === null ? null : new Date(facts.notBefore);
  const notAfter = facts.notAfter === null ? null : new Date(facts.notAfter);
  if (facts.basicConstraints?.ca === true && old?.isCa !== true)
    faults.push('It is the certificate of an authority (CA), not one that a server can serve as its own.');
  if (notAfter === null || notBefore === null) faults.push('Its validity cannot be read.');
  else if (notAfter < now) faults.push(`It ended on ${notAfter.toISOString()} already.`);
  if (old === null) {
    const missing = hostNames.filter((name) => matchName(facts, name).matched === null);
    if (missing.length > 0) faults.push(missingWords(missing));
    return { faults, warnings };
  }
  if (facts.sha256 === old.sha256) return { faults: ['It is the certificate that is to be replaced, not a new one.'], warnings };
  if (notBefore !== null && old.notBefore !== null && notBefore <= old.notBefore)
    faults.push(
      `It is not newer: it is valid from ${notBefore.toISOString()}, the one to be replaced from ${old.notBefore.toISOString()}.`,
    );
  const { subject, dnsNames, ipAddresses } = facts;
  const missing = missingNames(old, { subject, dnsNames, ipAddresses, isCa: false, notBefore, notAfter });
  if (missing.length > 0) faults.push(missingWords(missing.map((name) => name.replace(/^ip /, ''))));
  if (facts.publicKeySha256 !== null && facts.publicKeySha256 === old.publicKeySha256)
    warnings.push('It has the same key as the old one. Whoever copied that key can use it as long as the new certificate is valid.');
  if (notAfter !== null && old.notAfter !== null && notAfter <= old.notAfter)
    warnings.push(`It ends on ${notAfter.toISOString()}, no later than the old one.`);
  return { faults, warnings };
}

const namesShown = 20;

function missingWords(names: readonly string[]): string {
  const more = names.length > namesShown ? ` and ${names.length - namesShown} more` : '';
  return `It lacks ${names.length === 1 ? 'the name' : 'the names'} ${names.slice(0, namesShown).join(', ')}${more}; clients that use ${names.length === 1 ? 'it' : 'them'} would refuse it.`;
}
