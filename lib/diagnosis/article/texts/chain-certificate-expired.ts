import type { Article } from '../article.ts';
import { newCertificate } from '../certificate-request.ts';
import { certutilReference } from '../certificate-sources.ts';
import { schannel36872, schannel36881 } from '../events.ts';
import { renewIssuer } from '../issuer-parts.ts';
import { kb938703, openLdapTls, redHatEnableTls, rfc5280, schannelEventTitles, schannelOnDomainController, sectionOf } from '../sources.ts';
import { sendChain, trustRoot } from '../trust-parts.ts';
import { certutilVerify, certutilVerifyStore, ldapsearchRootDse, ldpConnect, opensslConnect, powershellSslStream } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'The certificate of {host} itself is in its validity, but one of its issuers is not: an intermediate or the root has ended.',
    'Often the CA was renewed with the same key long ago, and the server or the client still holds the former certificate of it.',
  ],
  whyItMatters: [
    'Clients check the dates of the whole chain and refuse. Those that find another path, for example because they have the renewed issuer in their own store, still connect, so the fault looks random.',
    'Everything else that this issuer signed fails in the same way: expect the same finding on more servers.',
  ],
  events: [schannel36881, { ...schannel36872, note: `On the server itself, when it cannot build a valid chain. ${schannel36872.note}` }],
  couldAlsoBe: [
    { text: 'The certificate of the server has expired as well.', findingId: 'certificate-expired' },
    { text: 'The clock of this location is ahead.', findingId: 'clock-skew' },
    { text: 'The CA has not been renewed at all: then it cannot issue anything valid until it is.' },
  ],
  resolve: [
    renewIssuer,
    {
      title: 'Remove the expired certificate where it lies',
      profiles: ['ad-ds', 'ad-lds'],
      generation: null,
      requires: 'Administrator of the server',
      steps: [
        {
          text: 'On {host}, delete the expired issuer from the intermediate store (and an expired root from the trusted roots), so that the renewed one is sent. Its serial number is in the chain above.',
          commands: [{ shell: 'cmd', text: 'certutil -store CA\ncertutil -delstore CA SERIALNUMBER' }],
        },
      ],
      rollback: 'Export it before; certutil -addstore CA puts it back.',
    },
    ...sendChain,
    ...trustRoot,
    ...newCertificate,
  ],
  verify: [
    ...opensslConnect(
      'No "certificate has expired" at any depth, and "Verify return code: 0 (ok)"; code 10 would be an expired certificate, its depth tells which.',
    ),
    ...ldpConnect(),
    ...ldapsearchRootDse(),
    ...powershellSslStream(),
    ...certutilVerifyStore(),
    ...certutilVerify('Each element of the chain with a NotAfter that lies ahead.'),
  ],
  inference: null,
  sources: [
    sectionOf(rfc5280, '6.1.3 Basic certificate processing'),
    kb938703,
    schannelEventTitles,
    schannelOnDomainController,
    certutilReference,
    openLdapTls,
    redHatEnableTls,
  ],
};
