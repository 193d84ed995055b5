import type { Article } from '../article.ts';
import { domainAdmins, entraAdministrator, root, serverAdministrator } from '../resolve-parts.ts';
import { adtsUsingTls, kb321051, openLdapTls, rfc4511, rfc4513, sambaTls } from '../sources.ts';
import { ldapsearchPlainRootDse, ldapsearchRootDse, ldpConnect, opensslConnect, powershellSslStream } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'Port636 connected to the plain port and asked for TLS with the LDAP operation StartTLS. The server answered as an LDAP server, and said no. Result 2 is the usual one: the server does not know the operation, because TLS is not configured.',
  ],
  whyItMatters: [
    'Clients that insist on StartTLS fail. Those that only try it go on without, and send simple binds with passwords in clear text.',
  ],
  events: [],
  couldAlsoBe: [
    { text: 'Result 52 (unavailable): the usual answer of Active Directory without a certificate.', findingId: 'no-certificate-served' },
    { text: 'A TLS port registered as StartTLS by mistake: there the answer is not LDAP at all.', findingId: 'handshake-failed' },
  ],
  resolve: [
    {
      title: 'Switch TLS on',
      profiles: ['ldap'],
      generation: null,
      requires: root,
      steps: [
        {
          text: 'OpenLDAP: configure certificate and key (olcTLSCertificateFile, olcTLSCertificateKeyFile). StartTLS is offered as soon as both are there.',
        },
        {
          text: '389 Directory Server: dsconf instance security enable, then restart.',
          commands: [{ shell: 'sh', text: 'dsconf instance security enable\ndsctl instance restart' }],
        },
        { text: 'Samba: tls enabled = yes in smb.conf, then restart.' },
      ],
      rollback: 'Put the former settings back.',
    },
    {
      title: 'Give the domain controller a certificate',
      profiles: ['ad-ds'],
      generation: null,
      requires: domainAdmins,
      steps: [
        {
          text: 'Active Directory offers StartTLS once it has a certificate; enrol or import one as for LDAPS. Result 1 means that something was already going on in the connection: look for a proxy in between.',
        },
      ],
      rollback: null,
    },
    {
      title: 'Give the instance a certificate',
      profiles: ['ad-lds'],
      generation: null,
      requires: serverAdministrator,
      steps: [
        {
          text: 'Import a certificate into the personal store of the instance’s service, let its account read the key, and restart the instance.',
        },
      ],
      rollback: null,
    },
    {
      title: 'Use LDAPS',
      profiles: ['entra-ds'],
      generation: null,
      requires: entraAdministrator,
      steps: [{ text: 'Secure LDAP of a managed domain is offered on TCP 636. Register and configure ldaps:// instead of StartTLS.' }],
      rollback: null,
    },
  ],
  verify: [...ldpConnect(), ...opensslConnect(), ...ldapsearchRootDse(), ...powershellSslStream(), ...ldapsearchPlainRootDse()],
  inference: null,
  sources: [{ ...rfc4511, section: '4.14' }, { ...rfc4513, section: '3' }, adtsUsingTls, kb321051, openLdapTls, sambaTls],
};
