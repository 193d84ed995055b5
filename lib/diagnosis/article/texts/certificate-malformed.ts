import type { Article } from '../article.ts';
import { newCertificate } from '../certificate-request.ts';
import { schannel36872 } from '../events.ts';
import { kb938703, redHatEnableTls, rfc5280, rfc8446, sectionOf } from '../sources.ts';
import { certutilVerify, ldapsearchRootDse, ldpConnect, opensslConnect, opensslLeaf } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    '{host} sends something in the place of a certificate that cannot be read as one: the bytes are cut off or no certificate at all, or one of the extensions is not built as the standard says.',
    'Nothing else about the certificate can be judged then: not its dates, not its names, not its issuer.',
  ],
  whyItMatters: [
    'Most clients end the handshake. Lenient libraries may skip an extension that they cannot read, and then judge by less than the certificate says.',
    'It is rare. Home-made issuing scripts and devices with a faulty firmware are the usual makers; altered traffic is the unpleasant explanation.',
  ],
  events: [{ ...schannel36872, note: `On a Windows server that holds such a certificate. ${schannel36872.note}` }],
  couldAlsoBe: [
    { text: 'A middlebox rewrites the handshake: probe from another place, and compare the SHA-256 of what arrives.' },
    { text: 'The server answers something that is not TLS at all.', findingId: 'not-tls' },
  ],
  resolve: [
    {
      title: 'Find out what is wrong with the bytes',
      profiles: ['ad-ds', 'ad-lds', 'entra-ds', 'ldap'],
      generation: null,
      requires: 'Anyone who can reach the server',
      steps: [
        {
          text: 'Save what the server sends, and let two programs read it. The offset in the error leads to the extension.',
          commands: [
            {
              shell: 'sh',
              text: 'openssl s_client -connect {hostPort} -servername {host} -showcerts </dev/null > sent.txt\nopenssl x509 -in sent.txt -noout -text\nopenssl asn1parse -in sent.txt -i',
            },
            { shell: 'cmd', text: 'certutil -dump server.cer\ncertutil -asn server.cer' },
          ],
        },
        { text: 'If the file on the server reads well and what arrives does not, look for a device in between.' },
        {
          text: 'Otherwise have the certificate issued anew, by a CA that builds the extension correctly. Report the fault to whoever runs the one that made this.',
        },
      ],
      rollback: null,
    },
    ...newCertificate,
  ],
  verify: [
    ...opensslLeaf('Names, dates and usages are printed without an error.'),
    ...opensslConnect(),
    ...ldpConnect(),
    ...ldapsearchRootDse(),
    ...certutilVerify(),
  ],
  inference: null,
  sources: [sectionOf(rfc5280, '4.1 Basic certificate fields'), sectionOf(rfc8446, '4.4.2 Certificate'), kb938703, redHatEnableTls],
};
