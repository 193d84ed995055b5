import type { Article } from '../article.ts';
import { newCertificate } from '../certificate-request.ts';
import { schannel36884 } from '../events.ts';
import { event1220Article, kb321051, kb938703, ldapsCertificates, openLdapTls, redHatEnableTls, rfc9525, sectionOf } from '../sources.ts';
import { ldapsearchRootDse, ldpConnect, opensslConnect, opensslLeaf, powershellSslStream } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'The certificate of {host} carries the name in the common name of its subject, and no DNS name in a subject alternative name.',
    'That was usual for a long time, and it still satisfies what Microsoft asks of a domain controller’s certificate. RFC 9525 took the common name out of the comparison for good.',
  ],
  whyItMatters: [
    'Clients differ: Windows and the OpenLDAP libraries still accept the common name, while clients written in Go or Rust, for example, do not look at it and report that the certificate has no valid name.',
    'So the server seems healthy from one computer and broken from the next, and every client update can move one more to the second group.',
  ],
  events: [{ ...schannel36884, note: `Seldom, because Windows still accepts the common name. ${schannel36884.note}` }],
  couldAlsoBe: [
    {
      text: 'The certificate has DNS names, and yours is not among them: then clients ignore the common name and it is critical.',
      findingId: 'host-name-not-in-certificate',
    },
    { text: 'Samba made the certificate by itself: its own carry a common name only.', findingId: 'issuer-not-trusted' },
  ],
  resolve: newCertificate,
  verify: [
    ...opensslLeaf('X509v3 Subject Alternative Name lists DNS:{host}.'),
    ...opensslConnect(),
    ...ldpConnect(),
    ...ldapsearchRootDse(),
    ...powershellSslStream('DnsNameList holds {host}, and so does the extension with the object identifier 2.5.29.17.'),
  ],
  inference: null,
  sources: [
    sectionOf(rfc9525, '2 Naming of application services; appendix A'),
    kb321051,
    kb938703,
    ldapsCertificates,
    event1220Article,
    openLdapTls,
    redHatEnableTls,
  ],
};
