import type { Article } from '../article.ts';
import { newCertificate } from '../certificate-request.ts';
import { certutilReference } from '../certificate-sources.ts';
import { schannel36872, schannel36882 } from '../events.ts';
import {
  entraTroubleshooting,
  kb321051,
  kb938703,
  openLdapTls,
  redHatEnableTls,
  rfc5280,
  sambaTls,
  schannelEventTitles,
  schannelOnDomainController,
  sectionOf,
} from '../sources.ts';
import { trustRoot } from '../trust-parts.ts';
import { certutilVerify, ldapsearchRootDse, ldpConnect, opensslConnect, powershellSslStream } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    '{host} sends its certificate together with one or more issuers, and the last of them leads to no root that this endpoint trusts: either it is a root that is in no trust store, or its own issuer is unknown.',
    'This is about the trust stores that the endpoint is judged by: the system’s and those that were added to Port636. Clients have theirs, which may hold more or less.',
  ],
  whyItMatters: [
    'Clients without the root refuse the connection. Windows computers of the same forest usually have the root of an Enterprise CA, so they work, while Linux servers, appliances, containers and Java programs fail.',
    'If all your clients do trust this root, nothing is broken but the view from here: add the root to Port636.',
  ],
  events: [schannel36882, { ...schannel36872, note: `On the server itself, when it cannot build the chain either. ${schannel36872.note}` }],
  couldAlsoBe: [
    { text: 'The issuer was not sent at all: then the server has to send it, and trust may be right.', findingId: 'intermediate-missing' },
    { text: 'Samba runs with the CA that it made for itself, which no client trusts.' },
    { text: 'The CA was renewed with a new key, and clients hold the former root of the same name.' },
    { text: 'A TLS inspection device answers in place of the server, under its own CA.' },
  ],
  resolve: [...trustRoot, ...newCertificate],
  verify: [
    ...opensslConnect('"Verify return code: 0 (ok)"; codes 19 and 20 would be a root that is not trusted and an issuer that is not found.'),
    ...ldpConnect(),
    ...ldapsearchRootDse(),
    ...powershellSslStream('Issuer is the CA that you expect.'),
    ...certutilVerify('Each element of the chain without an error, the last one a root of this computer.'),
  ],
  inference: null,
  sources: [
    kb938703,
    kb321051,
    sectionOf(rfc5280, '6.1 Basic path validation'),
    entraTroubleshooting,
    schannelEventTitles,
    schannelOnDomainController,
    certutilReference,
    openLdapTls,
    sambaTls,
    redHatEnableTls,
  ],
};
