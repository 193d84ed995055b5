import { rootDseValues } from '../../probe/evidence.ts';
import { article } from '../article/texts/host-name-not-first.ts';
import { sameHost } from '../reading/host-name.ts';
import { servedBy } from '../reading/served.ts';
import { list } from '../reading/wording.ts';
import type { AddressContext, AddressRule } from '../rule.ts';

/** Is the name that was dialled the server's own, as far as the evidence tells? The rule speaks of that name alone. */
function isOwnName({ attempt, evidence }: AddressContext): boolean {
  const own = attempt.directory.status === 'ok' ? rootDseValues(attempt.directory.data.rootDse, 'dnsHostName')[0] : undefined;
  return own === undefined || sameHost(evidence.target.host, own);
}

/**
 * 406: the name is among the DNS names, but neither the common name nor the first of them, as the article on Event 1220 asks.
 * KB 321051 takes any place. Not judged for names that are not the server's own (506) or stand for a whole domain.
 */
export const hostNameNotFirst: AddressRule = {
  scope: 'address',
  id: 'host-name-not-first',
  no: 406,
  stage: 'certificate',
  severities: ['notice'],
  profiles: ['ad-ds'],
  title: 'The name is not the first one in the certificate',
  article,
  applies(context) {
    const served = servedBy(context.attempt);
    return served !== null && !served.name.isIpAddress && !context.subject.standsForDomain && isOwnName(context);
  },
  check({ attempt }) {
    const served = servedBy(attempt);
    if (served === null) return null;
    const { leaf, name } = served;
    const [first] = leaf.dnsNames;
    if (!name.inSubjectAlternativeName || name.inCommonName || first === undefined) return null;
    if (name.matched?.toLowerCase() === first.toLowerCase()) return null;
    return {
      summary: `${name.host} stands in the certificate, but after ${first}: one article of Microsoft asks for it as subject or as first name.`,
      facts: { host: name.host, firstDnsName: first, dnsNames: leaf.dnsNames, commonNames: leaf.subjectCommonNames, sha256: leaf.sha256 },
      observations: [
        { label: 'DNS names in the certificate, in order', seen: list(leaf.dnsNames, 20), healthy: `${name.host} as the first one` },
        { label: 'Common name', seen: list(leaf.subjectCommonNames) || 'none', healthy: `${name.host}, or the name as first DNS name` },
      ],
    };
  },
};
