import type { Article } from '../article.ts';
import { certutilReference } from '../certificate-sources.ts';
import { schannel36870, schannel36872 } from '../events.ts';
import { networkAdministrator } from '../resolve-parts.ts';
import { certificateSelection, rfc5280, rfc6960, schannelOnDomainController, sectionOf } from '../sources.ts';
import { certutilVerify, ldapsearchRootDse, ldpConnect, opensslLeaf } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'A certificate names the places where its CA says what was revoked: a list (CRL) or a responder (OCSP). For the certificate of {host}, or an issuer above it, no such place gave a usable answer: it could not be reached, its answer was out of date or badly signed, or the certificate names none.',
    'Port636 asks from its own location, through the proxy that it was given. Clients elsewhere may fare better or worse.',
  ],
  whyItMatters: [
    'Most clients go on without an answer, some after a wait of many seconds. Those that insist on one (smart card logon, VPN gateways, Java with revocation switched on) refuse.',
    'A Windows domain controller does not leave a certificate out because its revocation is unknown. But if its own check of the chain fails outright, it logs 36870 or 36872, and LDAPS has no certificate.',
  ],
  events: [schannel36870, schannel36872],
  couldAlsoBe: [
    { text: 'A list that is out of date points to a CA that is down: its certificates will not be renewed either.' },
    { text: 'A proxy that asks for a password: the System account of a Windows server cannot pass it.' },
    { text: 'An ldap: address, which only members of the domain can read.' },
    { text: 'The certificate is on the list.', findingId: 'certificate-revoked' },
  ],
  resolve: [
    {
      title: 'Publish the list again',
      profiles: ['ad-ds', 'ad-lds', 'entra-ds', 'ldap'],
      generation: null,
      requires: 'CA manager of the issuing CA',
      steps: [
        {
          text: 'Look where the certificate points to, and whether the list there is current. The window shows each address and what came from it.',
          commands: [{ shell: 'cmd', text: 'certutil -url server.cer' }],
        },
        {
          text: 'A Windows CA: publish the list, and see that it arrives at the web server that the certificates name. Check on the CA that its service runs.',
          commands: [{ shell: 'cmd', text: 'certutil -crl\ncertutil -getreg CA\\CRLPublicationURLs' }],
        },
        {
          text: 'The list of an offline root has to be made by hand before it ends, and copied to the address and into the directory.',
          commands: [{ shell: 'cmd', text: 'certutil -dspublish -f root.crl' }],
        },
      ],
      rollback: 'A list that was published stays until the next one takes its place.',
    },
    {
      title: 'Open the way to the list',
      profiles: ['ad-ds', 'ad-lds', 'entra-ds', 'ldap'],
      generation: null,
      requires: networkAdministrator,
      steps: [
        {
          text: 'Let servers, clients and Port636 reach the CRL and OCSP addresses over HTTP, without a password at the proxy. On Windows the machine’s own proxy counts, not that of the user.',
          commands: [{ shell: 'cmd', text: 'netsh winhttp show proxy' }],
        },
        {
          text: 'Port636 fetches lists only where its operator allowed it, and never from link-local addresses. Its proxy is a setting of its own.',
        },
      ],
      rollback: 'Take the firewall rule out again.',
    },
    {
      title: 'Have a place named in new certificates',
      profiles: ['ad-ds', 'ad-lds', 'entra-ds', 'ldap'],
      generation: null,
      requires: 'Administrator of the issuing CA',
      steps: [
        {
          text: 'Where the certificate names no place at all, add one on the CA: Properties > Extensions > CRL Distribution Point, with an http address that all clients can reach. Certificates issued from then on have it; the present ones have to be replaced.',
        },
      ],
      rollback: 'Remove the address on the CA; certificates that were issued keep it.',
    },
  ],
  verify: [
    ...certutilVerify('"Verified" beside every CRL and OCSP address, and "Leaf certificate revocation check passed".'),
    ...opensslLeaf(),
    ...ldpConnect(),
    ...ldapsearchRootDse(),
    {
      tool: 'openssl',
      text: 'Fetch the list from the address in the certificate, and read its dates.',
      command: { shell: 'sh', text: 'openssl crl -inform DER -in issuing.crl -noout -issuer -lastupdate -nextupdate' },
      expect: 'nextUpdate lies in the future.',
    },
    {
      tool: 'openssl',
      text: 'See whether the server staples an OCSP answer.',
      command: { shell: 'sh', text: 'openssl s_client -connect {hostPort} -servername {host} -status </dev/null' },
      expect:
        '"OCSP Response Status: successful", or "no response sent" where the server does not staple (Active Directory usually does not).',
      transport: 'ldaps',
    },
    {
      tool: 'openssl',
      text: 'See whether the server staples an OCSP answer.',
      command: { shell: 'sh', text: 'openssl s_client -starttls ldap -connect {hostPlainPort} -servername {host} -status </dev/null' },
      expect:
        '"OCSP Response Status: successful", or "no response sent" where the server does not staple (Active Directory usually does not).',
      transport: 'starttls',
    },
  ],
  inference: null,
  sources: [sectionOf(rfc5280, '4.2.1.13, 4.2.2.1 and 6.3'), rfc6960, schannelOnDomainController, certificateSelection, certutilReference],
};
