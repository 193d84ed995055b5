import { article } from '../article/texts/host-name-not-in-certificate.ts';
import { type Served, servedBy } from '../reading/served.ts';
import { list } from '../reading/wording.ts';
import type { AddressRule } from '../rule.ts';

/** Does the common name count? Only for DNS names, and only where the certificate has no DNS name at all (then see 405). */
const commonNameCounts = ({ leaf, name }: Served): boolean => !name.isIpAddress && name.inCommonName && leaf.dnsNames.length === 0;

const presentedNames = ({ leaf }: Served): readonly string[] => {
  const alternative = [...leaf.dnsNames, ...leaf.ipAddresses];
  return alternative.length > 0 ? alternative : leaf.subjectCommonNames;
};

function summaryOf(served: Served): string {
  const { name } = served;
  const names = presentedNames(served);
  const holds = names.length === 0 ? 'The certificate holds no name at all' : `The certificate is for ${list(names, 4)}`;
  if (name.isIpAddress) return `${holds}, and clients connect to the address ${name.host}, which is not in it.`;
  const onlyCommonName = name.inCommonName ? ' It stands in the common name, which clients ignore beside DNS names.' : '';
  return `${holds}${names.length === 0 ? '' : ', not'} for ${name.host}, the name that clients use.${onlyCommonName}`.replace(
    'at all for',
    'at all, so none for',
  );
}

/** 404: no name of the certificate matches the one dialled, by RFC 9525; a common name alone is 405. */
export const hostNameNotInCertificate: AddressRule = {
  scope: 'address',
  id: 'host-name-not-in-certificate',
  no: 404,
  stage: 'certificate',
  severities: ['critical'],
  title: 'The name clients use is not in the certificate',
  suppresses: ['host-name-only-in-common-name', 'wildcard-missing'],
  article,
  applies: ({ attempt }) => servedBy(attempt) !== null,
  check({ attempt }) {
    const served = servedBy(attempt);
    if (served === null || served.name.inSubjectAlternativeName || commonNameCounts(served)) return null;
    const { leaf, name } = served;
    return {
      summary: summaryOf(served),
      facts: {
        host: name.host,
        isIpAddress: name.isIpAddress,
        dnsNames: leaf.dnsNames,
        ipAddresses: leaf.ipAddresses,
        commonNames: leaf.subjectCommonNames,
        inCommonName: name.inCommonName,
        sha256: leaf.sha256,
      },
      observations: [
        {
          label: name.isIpAddress ? 'Address that clients use' : 'Name that clients use',
          seen: name.host,
          healthy: 'Found in the certificate',
        },
        {
          label: 'DNS names in the certificate',
          seen: leaf.dnsNames.length === 0 ? 'none' : list(leaf.dnsNames, 20),
          healthy: name.isIpAddress ? 'The DNS name that clients should use instead' : name.host,
        },
        {
          label: 'IP addresses in the certificate',
          seen: leaf.ipAddresses.length === 0 ? 'none' : list(leaf.ipAddresses, 20),
          healthy: name.isIpAddress ? name.host : 'Not needed',
        },
        {
          label: 'Common name',
          seen: leaf.subjectCommonNames.length === 0 ? 'none' : list(leaf.subjectCommonNames),
          healthy: 'Ignored by current clients',
        },
      ],
    };
  },
};
