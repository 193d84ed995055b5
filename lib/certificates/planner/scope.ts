import { noneValue, type PlannerChoice, type PlannerGrouping, plannerGroupings } from './filter.ts';
import type { PlannerCertificate, PlannerHost, PlannerOptions } from './views.ts';

/** Where the value of a grouping is found: at the hosts, or on the certificate itself. */
const ofHost: Partial<Record<PlannerGrouping, (host: PlannerHost) => string>> = {
  site: ({ site }) => site,
  owner: ({ owner }) => owner,
  domain: ({ domain }) => domain,
};
const ofCertificate: Partial<Record<PlannerGrouping, (certificate: PlannerCertificate) => string>> = {
  issuer: ({ issuerName }) => issuerName,
  template: ({ template }) => template,
};

/**
 * The certificates and hosts that the choice is about: site, owner and domain narrow the hosts, and a certificate stays with those of
 * its hosts that are left; issuer, template and search narrow the certificates. Buckets and weeks are another matter.
 */
export function inScope<Certificate extends PlannerCertificate>(
  certificates: readonly Certificate[],
  choice: PlannerChoice,
): readonly Certificate[] {
  const hostTests = testsOf(ofHost, choice);
  const certificateTests = testsOf(ofCertificate, choice);
  const words = choice.q.toLowerCase();
  let kept = certificates;
  if (certificateTests.length > 0) kept = kept.filter((certificate) => certificateTests.every((test) => test(certificate)));
  if (hostTests.length > 0)
    kept = kept.flatMap((certificate) => {
      const hosts = certificate.hosts.filter((host) => hostTests.every((test) => test(host)));
      return hosts.length === 0 ? [] : [{ ...certificate, hosts }];
    });
  if (words === '') return kept;
  const digits = words.replace(/[\s:-]/g, '');
  const fingerprint = fingerprintStart.test(digits) ? digits : null;
  return kept.filter((certificate) => mentions(certificate, words, fingerprint));
}

function testsOf<Item>(readers: Partial<Record<PlannerGrouping, (item: Item) => string>>, choice: PlannerChoice) {
  return plannerGroupings.flatMap((grouping) => {
    const read = readers[grouping];
    const wanted = choice[grouping];
    if (read === undefined || wanted === null) return [];
    const value = wanted === noneValue ? '' : wanted;
    return [(item: Item) => read(item) === value];
  });
}

/** Fewer digits are rather part of a name, and begin many a fingerprint. */
const fingerprintStart = /^[\da-f]{8,64}$/;

const mentions = ({ name, issuerName, sha256, hosts }: PlannerCertificate, words: string, fingerprint: string | null): boolean =>
  name.toLowerCase().includes(words) ||
  issuerName.toLowerCase().includes(words) ||
  (fingerprint !== null && sha256.startsWith(fingerprint)) ||
  hosts.some((host) => host.name.includes(words));

/** The certificates of each value of a grouping, each with the hosts that have that value; one may be in several groups. */
export function grouped<Certificate extends PlannerCertificate>(
  certificates: readonly Certificate[],
  grouping: PlannerGrouping,
): Map<string, Certificate[]> {
  const groups = new Map<string, Certificate[]>();
  const put = (key: string, certificate: Certificate): void => {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [certificate]);
    else group.push(certificate);
  };
  const read = ofHost[grouping];
  for (const certificate of certificates) {
    if (read === undefined) put(ofCertificate[grouping]?.(certificate) ?? '', certificate);
    else if (certificate.hosts.length === 1) for (const host of certificate.hosts) put(read(host), certificate);
    else {
      const parts = Map.groupBy(certificate.hosts, read);
      for (const [key, hosts] of parts) put(key, parts.size === 1 ? certificate : { ...certificate, hosts });
    }
  }
  return groups;
}

/** The values that occur among certificates and their hosts, those without one first, each list in order. */
export function optionsOf(certificates: readonly PlannerCertificate[], hosts: ReadonlySet<PlannerHost>): PlannerOptions {
  const values: Record<PlannerGrouping, Set<string>> = {
    ...{ site: new Set(), issuer: new Set(), owner: new Set(), template: new Set(), domain: new Set() },
  };
  for (const { issuerName, template } of certificates) {
    values.issuer.add(issuerName);
    values.template.add(template);
  }
  for (const { site, owner, domain } of hosts) {
    values.site.add(site);
    values.owner.add(owner);
    values.domain.add(domain);
  }
  const listed = (grouping: PlannerGrouping) => [...values[grouping]].sort();
  return {
    ...{ site: listed('site'), issuer: listed('issuer'), owner: listed('owner') },
    ...{ template: listed('template'), domain: listed('domain') },
  };
}
