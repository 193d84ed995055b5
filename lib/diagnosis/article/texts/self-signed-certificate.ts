import type { Article } from '../article.ts';
import { newCertificate } from '../certificate-request.ts';
import { event1220, schannel36882, schannel36886 } from '../events.ts';
import {
  entraConfigure,
  kb321051,
  kb938703,
  openLdapTls,
  redHatEnableTls,
  rfc5280,
  sambaTls,
  schannelEventTitles,
  sectionOf,
} from '../sources.ts';
import { trustRoot } from '../trust-parts.ts';
import { certutilVerify, ldapsearchRootDse, ldpConnect, opensslConnect, opensslLeaf, powershellSslStream } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'The certificate of {host} names itself as its issuer and is signed with its own key: no certification authority vouches for it, and no trust store that this endpoint is judged by holds it.',
    'Such certificates come from New-SelfSignedCertificate, from appliances and servers that make their own at first start, and from tests that stayed.',
  ],
  whyItMatters: [
    'A client that was not given exactly this certificate cannot tell it from one that an attacker made a minute ago, and refuses.',
    'Where each client was given the certificate by hand, they all break again at the next renewal. And not every client accepts it even then: GnuTLS, which OpenLDAP uses on Debian and Ubuntu, refuses a trust anchor that is not marked as a CA.',
    'A Windows domain controller that does not trust its own certificate may not serve it at all.',
  ],
  events: [schannel36882, { ...schannel36886, note: `When the server does not trust it either. ${schannel36886.note}` }, event1220],
  couldAlsoBe: [
    {
      text: 'A chain to a private root: then issuer and subject differ, and the root is what clients lack.',
      findingId: 'issuer-not-trusted',
    },
    { text: 'A TLS inspection device answers in place of the server: subject and issuer name its maker then.' },
  ],
  resolve: [
    {
      title: 'Entra Domain Services: the one place where it may stay',
      profiles: ['entra-ds'],
      generation: null,
      requires: 'Application Administrator and Groups Administrator in the Entra tenant',
      steps: [
        {
          text: 'A managed domain under onmicrosoft.com cannot have a certificate of a public CA, so a self-signed one, or one of your own CA, is what there is. Give it to every client, as described under "Let … trust the root", and to this product. For a domain name of your own, get a certificate from a CA.',
        },
      ],
      rollback: null,
    },
    ...newCertificate,
    ...trustRoot,
  ],
  verify: [
    ...opensslConnect(
      'The chain shows another issuer than the subject, and "Verify return code: 0 (ok)"; code 18 would be a self-signed certificate.',
    ),
    ...opensslLeaf('issuer and subject differ.'),
    ...ldpConnect(),
    ...ldapsearchRootDse(),
    ...powershellSslStream('Issuer and Subject differ.'),
    ...certutilVerify(),
  ],
  inference: null,
  sources: [
    kb938703,
    kb321051,
    sectionOf(rfc5280, '3.2 Certification paths and trust'),
    schannelEventTitles,
    entraConfigure,
    openLdapTls,
    sambaTls,
    redHatEnableTls,
  ],
};
