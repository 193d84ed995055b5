import type { Article } from '../article.ts';
import { certutilReference, sambaConfiguration, slapdConfiguration } from '../certificate-sources.ts';
import { schannel36872, schannel36882, schannel36889 } from '../events.ts';
import {
  certificateSelection,
  entraConfigure,
  kb938703,
  openLdapTls,
  redHatEnableTls,
  rfc5280,
  rfc8446,
  sambaTls,
  schannelEventTitles,
  schannelOnDomainController,
  sectionOf,
} from '../sources.ts';
import { seeWhetherIssuerIsRoot, sendChainFromEntra, sendChainFromFiles, sendChainFromWindows, trustRoot } from '../trust-parts.ts';
import { certutilVerify, certutilVerifyStore, ldapsearchRootDse, ldpConnect, opensslConnect, powershellSslStream } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    '{host} sends its own certificate, and not the certificate of the authority that issued it, which is not among the roots known here either. Between the certificate and the roots that clients know, a link is missing.',
    'There are two readings. Either the issuer is an intermediate: a server has to send those. Or it is a root of your own, as with a single Enterprise CA: that one may be left out, and clients have to trust it.',
  ],
  whyItMatters: [
    'Clients that know nothing but roots fail: OpenLDAP, Java, Go, Python, most appliances. Windows may still succeed, because it keeps intermediates it has met and can fetch a missing one from the address in the certificate (AIA), when it may reach that address.',
    'So the fault hides from Windows administrators, comes and goes with caches and proxies, and costs seconds where fetching hangs.',
  ],
  events: [
    { ...schannel36889, note: `On the server, when it cannot build its own chain. ${schannel36889.note}` },
    schannel36872,
    { ...schannel36882, note: `On Windows clients that could not fetch the issuer. ${schannel36882.note}` },
  ],
  couldAlsoBe: [
    {
      text: 'A chain that is sent whole and ends at a root nobody trusts: then that root is named.',
      findingId: 'issuer-not-trusted',
    },
    { text: 'The issuer was renewed with a new key, and the server sends the former one of the same name.' },
    { text: 'The certificate signed itself: then there is no issuer to send.', findingId: 'self-signed-certificate' },
  ],
  resolve: [seeWhetherIssuerIsRoot, sendChainFromEntra, ...trustRoot, sendChainFromWindows, sendChainFromFiles],
  verify: [
    ...opensslConnect(
      'At least two certificates are printed (0 and 1), each issued by the next, and "Verify return code: 0 (ok)"; code 21 would be a chain that is cut.',
    ),
    ...ldapsearchRootDse(),
    ...ldpConnect('The rootDSE is shown; but Windows may have fetched the issuer, so this alone proves little.'),
    ...powershellSslStream(),
    ...certutilVerifyStore(),
    ...certutilVerify('Each element of the chain without an error. The issuer may have been fetched: look for the address in the output.'),
  ],
  inference:
    'That the issuer was not sent and is no trust anchor here was read off the wire. Whether it is an intermediate or a root cannot be seen without its certificate: both look the same.',
  sources: [
    sectionOf(rfc8446, '4.4.2 Certificate'),
    sectionOf(rfc5280, '4.2.2.1 Authority information access'),
    kb938703,
    slapdConfiguration,
    openLdapTls,
    sambaTls,
    sambaConfiguration,
    entraConfigure,
    certificateSelection,
    schannelEventTitles,
    schannelOnDomainController,
    certutilReference,
    redHatEnableTls,
  ],
};
