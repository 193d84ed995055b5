import { profiles } from '../../rule.ts';
import type { Article } from '../article.ts';
import { certutilReference } from '../certificate-sources.ts';
import { schannel36881, schannel36882 } from '../events.ts';
import { renewIssuer } from '../issuer-parts.ts';
import { kb938703, rfc5280, sectionOf } from '../sources.ts';
import { trustRoot } from '../trust-parts.ts';
import { certutilVerify, ldapsearchRootDse, opensslConnect, powershellSslStream } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'The same certificate is what is wrong on three hosts or more. It is either a certification authority in their chains, or one certificate that they all serve.',
    'It is one incident with one cure, so it is told once. The hosts keep their own findings, and each of them names this certificate.',
  ],
  whyItMatters: [
    'Mending host by host costs hours and may not help: as long as the issuer is ended, revoked or unknown to the clients, each new certificate from it fails in the same way.',
    'Whatever else hangs on the same issuer fails with it: web servers, VPN and wireless networks that are not watched here.',
  ],
  events: [schannel36881, schannel36882],
  couldAlsoBe: [
    { text: 'The issuer itself has ended.', findingId: 'chain-certificate-expired' },
    { text: 'The issuer is sound, but the store that is asked here does not hold its root.', findingId: 'issuer-not-trusted' },
    { text: 'Several hosts share one certificate that ends, or that does not hold all their names.', findingId: 'shared-private-key' },
  ],
  resolve: [
    {
      title: 'See what hangs on it',
      profiles,
      generation: null,
      requires: 'Whoever may read here',
      steps: [
        {
          text: 'Open the page of the certificate: it lists every host that serves it or hangs on it, by domain, site and owner, and what ends when.',
        },
        { text: 'Tell the owners once, with that list. One plan for the renewal can hold all of the hosts.' },
      ],
      rollback: null,
    },
    renewIssuer,
    ...trustRoot,
  ],
  verify: [
    ...opensslConnect('Verify return code: 0 (ok), on each of the hosts; the chain shows the renewed certificate.'),
    ...powershellSslStream(),
    ...certutilVerify('Leaf certificate revocation check passed, and no element of the chain with an error.'),
    ...ldapsearchRootDse('The rootDSE is printed, with no word about the certificate.'),
  ],
  inference: null,
  sources: [sectionOf(rfc5280, '6.1 Basic path validation'), kb938703, certutilReference],
};
