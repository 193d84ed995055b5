import type { Article, Resolution, Verification } from '../article.ts';
import { configureSambaDomainController } from '../certificate-request.ts';
import { event1220, event1221, schannel36869, schannel36870, schannel36886 } from '../events.ts';
import {
  autoEnrolment,
  configureOtherServers,
  domainAdmins,
  importIntoDirectoryStore,
  importIntoLightweightStore,
  importIntoMachineStore2003,
  renewServerCertificateStep,
  uploadToEntra,
  windows2008AndLater,
} from '../resolve-parts.ts';
import {
  adtsRenewServerCertificate,
  adtsUsingTls,
  certificateSelection,
  certificateSelectionWaterman,
  entraConfigure,
  event1220Article,
  kb321051,
  kb938703,
  ldapsCertificates,
  ldapsCertificateWiki,
  openLdapTls,
  redHatEnableTls,
  resetOn636Thread,
  sambaTls,
  schannelOnDomainController,
  startTls52Thread,
} from '../sources.ts';
import {
  certutilDirectoryStore,
  certutilVerify,
  certutilVerifyStore,
  eventLog,
  ldapsearchPlainRootDse,
  ldapsearchRootDse,
  ldpBind,
  opensslConnect,
  powershellSslStream,
} from '../verify.ts';

/** A certificate may be there already and only not be usable: look before importing another one. */
const findOutWhyNone: Resolution = {
  title: 'First see whether a certificate is there and why it is not used',
  profiles: ['ad-ds'],
  generation: windows2008AndLater,
  requires: domainAdmins,
  steps: [
    {
      text: 'On {host}, list both stores that the directory service looks into. The store of the service comes first, the machine store second. In the first command -service stands twice on purpose.',
      commands: [{ shell: 'cmd', text: 'certutil -v -store -service -service NTDS\\MY\ncertutil -verifystore MY' }],
    },
    {
      text: 'Nothing there: go on with enrolment or import below.',
    },
    {
      text: 'A certificate is there: compare it with what the service wants. Server Authentication (1.3.6.1.5.5.7.3.1) is among the enhanced key usages; {host} is the common name or in the subject alternative name; today lies within its dates; its chain ends at a root that the server itself trusts. A self-signed certificate is refused unless the server trusts it as a root.',
    },
    {
      text: 'The certificate fits but "certutil -verifystore" reports a missing or unreadable key: repair the link to the key with its serial number, or import the PFX file again without strong private key protection. The machine account (SYSTEM) must be able to read the key file under MachineKeys.',
      commands: [{ shell: 'cmd', text: 'certutil -repairstore MY SERIALNUMBER' }],
    },
    {
      text: 'Certificates from New-SelfSignedCertificate keep their key in a CNG provider; Microsoft’s instructions use the "Microsoft RSA SChannel Cryptographic Provider". Whether the provider alone causes this fault is disputed, so treat it as a hypothesis.',
    },
    renewServerCertificateStep,
  ],
  rollback: 'Looking changes nothing. A repaired link to a key is undone by importing the PFX file again.',
};

/** The article's last option: nobody meant to offer LDAPS here. */
const notIntended: Resolution = {
  title: 'LDAPS is not intended here: find the clients that try',
  profiles: ['ad-ds', 'ad-lds'],
  generation: null,
  requires: domainAdmins,
  steps: [
    {
      text: 'The server logs the event because clients connect. Let it log more about its LDAP interface for a while.',
      commands: [
        {
          shell: 'cmd',
          text: 'reg add "HKLM\\SYSTEM\\CurrentControlSet\\Services\\NTDS\\Diagnostics" /v "16 LDAP Interface Events" /t REG_DWORD /d 2 /f',
        },
      ],
    },
    {
      text: 'On {host}, list who is connected to the TLS ports; repeat it, since such connections are short, or read the firewall’s log.',
      commands: [
        {
          shell: 'PowerShell',
          text: 'Get-NetTCPConnection -LocalPort 636, 3269 -ErrorAction SilentlyContinue | Where-Object RemoteAddress -notin "::", "0.0.0.0" | Select-Object RemoteAddress, RemotePort, State',
        },
      ],
    },
    {
      text: 'Point these clients to a server that offers LDAPS, or reconfigure them; then delete this endpoint from Port636. Plain LDAP with simple binds is no substitute, because it sends passwords in clear text.',
    },
  ],
  rollback: 'Set "16 LDAP Interface Events" back to 0.',
};

const afterwards: readonly Verification[] = [
  ...ldpBind(),
  ...opensslConnect(),
  ...ldapsearchRootDse(),
  ...powershellSslStream(),
  ...certutilVerifyStore(),
  ...certutilDirectoryStore(),
  ...certutilVerify(),
  ...eventLog(
    'Directory Service',
    [1220, 1221],
    'No 1220 after the mending. Before it, 1220 proves that this finding is right; 1221 says that LDAPS became available.',
    'Confirm the inference on the server itself (needs rights on its event log).',
  ),
  ...eventLog('System', [36886, 36870, 36869], 'No new 36886 (no suitable credential), 36870 or 36869 (private key).'),
  ...ldapsearchPlainRootDse('The rootDSE: the directory is alive, so that it is its TLS credential that is missing.'),
];

/** After Microsoft's page on Event 1220: event details, resolve, verify. */
export const article: Article = {
  whatHappened: [
    'The server accepted the connection and then ended it as soon as TLS was asked for: no alert, no certificate, not one byte; or, asked for StartTLS on the plain port, it answered that it is unavailable (result 52). A directory server that has no certificate it can use behaves this way.',
    'Windows logs this as Event 1220, and Schannel as 36886, when a client tries to connect. Port636 sees the network alone and infers it; it does not know what was logged. Confirm it with the event log query under Verify.',
  ],
  whyItMatters: [
    'Every client that uses ldaps:// or StartTLS with this server fails: applications, appliances, VPN gateways, mail filters, Linux sign-in. Kerberos sign-in and Windows tools that sign and seal on port 389 go on working, which is why the fault is often noticed late.',
    'Applications that then fall back to plain LDAP with simple binds send their passwords in clear text.',
  ],
  events: [
    { ...event1220, product: 'Windows Server 2008 to 2025', source: 'Microsoft-Windows-ActiveDirectory_DomainService' },
    {
      ...event1220,
      product: 'Windows Server 2003 and 2003 R2',
      source: 'Active Directory',
      note: 'The same event under the older source name; this generation has no store of the directory service.',
    },
    event1221,
    schannel36886,
    schannel36870,
    schannel36869,
  ],
  couldAlsoBe: [
    { text: 'A refused connection: then nothing listens on the port at all.', findingId: 'port-closed' },
    { text: 'A firewall that drops: then the connection itself gets no answer.', findingId: 'port-filtered' },
    { text: 'No common protocol version: the server then says so with a TLS alert.', findingId: 'no-shared-protocol' },
    { text: 'No common cipher suite: the same, with another alert.', findingId: 'no-shared-cipher' },
    { text: 'A plain LDAP listener behind this port: it answers a request without TLS.', findingId: 'not-tls' },
    {
      text: 'A firewall, TLS inspection or load balancer in between that ends connections by itself. If it does so before anything is said, Port636 sees that and reports another finding; if it waits for the first TLS message, it looks just like this. Try from the server’s own network.',
      findingId: 'handshake-failed',
    },
    {
      text: 'A domain controller that accepts StartTLS on its plain port: it has a certificate, and something in between ends TLS on this one.',
      findingId: 'handshake-failed',
    },
    { text: 'A server that is going down: it then accepts no further connection.', findingId: 'handshake-failed' },
    {
      text: 'A server that drops clients asking for a name it does not know (SNI), without the alert meant for it.',
      findingId: 'server-name-rejected',
    },
    {
      text: 'A certificate that is there, whose private key the machine account cannot read: to the directory service that is no certificate. Schannel logs 36870 or 36869 then.',
    },
  ],
  resolve: [
    findOutWhyNone,
    autoEnrolment,
    importIntoDirectoryStore,
    importIntoMachineStore2003,
    configureSambaDomainController,
    importIntoLightweightStore,
    uploadToEntra,
    configureOtherServers,
    notIntended,
  ],
  verify: afterwards,
  inference:
    'Inferred from how the connection ended. High confidence when StartTLS is answered with result 52, or when the same address answers plain LDAP as Active Directory and does not accept StartTLS either; low when no second look could be had; medium otherwise. That Active Directory answers 52 in this case is field knowledge, not Microsoft’s documentation. Sources also differ on which certificate Windows takes when several fit: Microsoft says the first valid one or a random one, analysis of the code says the store of the directory service first and then the latest expiry.',
  sources: [
    { ...event1220Article, section: 'Resolve; Verify' },
    ldapsCertificateWiki,
    { ...kb321051, section: 'Requirements for an LDAPS certificate' },
    kb938703,
    ldapsCertificates,
    { ...adtsRenewServerCertificate, section: '3.1.1.3.3.22' },
    adtsUsingTls,
    schannelOnDomainController,
    certificateSelection,
    certificateSelectionWaterman,
    resetOn636Thread,
    startTls52Thread,
    entraConfigure,
    openLdapTls,
    sambaTls,
    redHatEnableTls,
  ],
};
