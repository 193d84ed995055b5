import type { Article } from '../article.ts';
import { newCertificate } from '../certificate-request.ts';
import { certutilReference } from '../certificate-sources.ts';
import { schannel36881 } from '../events.ts';
import { renewIssuer } from '../issuer-parts.ts';
import { kb938703, openLdapTls, redHatEnableTls, rfc5280, schannelEventTitles, sectionOf } from '../sources.ts';
import { sendChain, trustRoot } from '../trust-parts.ts';
import { certutilVerify, ldapsearchRootDse, ldpConnect, opensslConnect, powershellSslStream } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'A certificate of an issuer in the chain of {host} ends soon, or ends before the certificate of the server does. Nothing fails yet.',
    'The windows are those of the server’s own certificate: 30 days by default, less for short lifetimes. An intermediate that ends before the server’s certificate is reported even before its window, because the date on the server’s certificate then promises more than holds. A root counts only inside the window.',
  ],
  whyItMatters: [
    'A chain is as good as its first end: from that moment clients refuse the server, although its own certificate is still in its dates. Whoever watches the server’s certificate alone is taken by surprise.',
    'Everything else that this issuer signed fails at the same moment: domain controllers, web servers, VPN, and the CA can issue nothing any more.',
  ],
  events: [{ ...schannel36881, note: `Not yet: it will be logged from the end of the issuer on. ${schannel36881.note}` }],
  couldAlsoBe: [
    { text: 'The issuer has been renewed, and the server still sends its former certificate: sending the new one is enough.' },
    { text: 'The issuer has ended already.', findingId: 'chain-certificate-expired' },
    { text: 'It is the certificate of the server that ends soon.', findingId: 'certificate-expiring' },
    {
      text: 'Windows CAs never issue beyond their own end. That the server’s certificate does means that another CA, or a hand-made command, issued it.',
    },
  ],
  resolve: [renewIssuer, ...sendChain, ...trustRoot, ...newCertificate],
  verify: [
    ...opensslConnect(
      'Each certificate of the chain is printed with its dates (v: NotBefore, NotAfter); those of the issuers lie beyond the server’s.',
    ),
    ...ldpConnect(),
    ...ldapsearchRootDse(),
    ...powershellSslStream(),
    {
      tool: 'certutil',
      text: 'On any computer of the forest, after gpupdate: list the intermediates that the directory hands out.',
      command: { shell: 'cmd', text: 'certutil -enterprise -store CA' },
      expect: 'The renewed certificate of the issuer, with its later NotAfter.',
    },
    ...certutilVerify('Each element of the chain with a NotAfter beyond that of the server’s certificate.'),
  ],
  inference: null,
  sources: [
    sectionOf(rfc5280, '6.1.3 Basic certificate processing'),
    kb938703,
    schannelEventTitles,
    certutilReference,
    openLdapTls,
    redHatEnableTls,
  ],
};
