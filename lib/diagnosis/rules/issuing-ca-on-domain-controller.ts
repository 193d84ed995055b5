import { article } from '../article/texts/issuing-ca-on-domain-controller.ts';
import { domainOf } from '../reading/leaf-names.ts';
import { servedBy } from '../reading/served.ts';
import { list } from '../reading/wording.ts';
import type { AddressRule, Confidence } from '../rule.ts';

type Suspect = { domainController: string; confidence: Extract<Confidence, 'medium' | 'low'> };

/** NetBIOS names have at most 15 characters; longer host names are cut. */
const netBiosForms = (label: string): readonly string[] => [...new Set([label, label.slice(0, 15)])].map((form) => form.toLowerCase());

/**
 * The domain controller whose default CA name this is: NetBIOS name of the domain, server, "CA". The NetBIOS name is taken to be
 * the first label of the domain, as it is unless somebody chose another: where it differs, the match is weaker.
 */
function suspectOf(issuer: string, domainControllers: readonly string[]): Suspect | null {
  const name = issuer.toLowerCase();
  const suspects = domainControllers.flatMap((domainController): readonly Suspect[] => {
    const servers = netBiosForms(domainController.split('.')[0] ?? domainController);
    const domains = netBiosForms(domainOf(domainController)?.split('.')[0] ?? '');
    if (servers.some((server) => domains.some((domain) => name === `${domain}-${server}-ca`))) {
      return [{ domainController, confidence: 'medium' }];
    }
    return servers.some((server) => name.endsWith(`-${server}-ca`)) ? [{ domainController, confidence: 'low' }] : [];
  });
  return suspects.find(({ confidence }) => confidence === 'medium') ?? suspects[0] ?? null;
}

/** 423: the issuing CA has the name that AD CS proposes on a domain controller. An inference: anybody may choose any name. */
export const issuingCaOnDomainController: AddressRule = {
  scope: 'address',
  id: 'issuing-ca-on-domain-controller',
  no: 423,
  stage: 'certificate',
  severities: ['notice'],
  profiles: ['ad-ds'],
  title: 'The issuing CA seems to run on a domain controller',
  article,
  applies({ attempt, knowledge }) {
    const leaf = servedBy(attempt)?.leaf;
    return knowledge.domainControllers.length > 0 && leaf !== undefined && !leaf.selfSigned && leaf.issuerCommonName !== null;
  },
  check({ attempt, knowledge }) {
    const leaf = servedBy(attempt)?.leaf;
    if (!leaf?.issuerCommonName) return null;
    const suspect = suspectOf(leaf.issuerCommonName, knowledge.domainControllers);
    if (suspect === null) return null;
    const { domainController, confidence } = suspect;
    return {
      confidence,
      summary: `The issuing CA is called ${leaf.issuerCommonName}, the name that Windows proposes for a CA on ${domainController}, a domain controller.`,
      facts: { issuerCommonName: leaf.issuerCommonName, issuer: leaf.issuer, domainController, sha256: leaf.sha256 },
      observations: [
        { label: 'Issuing CA', seen: leaf.issuerCommonName, healthy: 'A CA on a server of its own' },
        { label: 'Registered domain controllers', seen: list(knowledge.domainControllers), healthy: 'None with a CA on it' },
      ],
    };
  },
};
