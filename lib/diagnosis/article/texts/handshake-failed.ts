import { profiles } from '../../rule.ts';
import type { Article } from '../article.ts';
import { schannel36871, schannel36887, schannel36888 } from '../events.ts';
import { networkAdministrator, root, serverAdministrator } from '../resolve-parts.ts';
import { kb938703, rfc8446, schannelAlerts, schannelEventTitles, schannelOnDomainController } from '../sources.ts';
import { certutilVerifyStore, eventLog, ldapsearchRootDse, opensslConnect, powershellSslStream } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'The connection was accepted and TLS failed in a way that none of the more exact explanations fits. The alert and the words of the TLS library are kept in the evidence.',
    'Further greetings were tried: without a name, as an old client, and the same once more. Where one of them got a certificate, the finding says so: then a device or an old stack does not bear the greeting of current clients, or the failure had passed a moment later.',
  ],
  whyItMatters: ['Port636 tries TLS as tolerantly as it can; where it fails, most clients fail.'],
  events: [schannel36887, schannel36888, schannel36871],
  couldAlsoBe: [
    {
      text: 'A device on the way that ends connections by itself, before anything is said: TCP wrappers, an intrusion filter, or a load balancer whose pool is empty.',
    },
    {
      text: 'A device on the way that ends connections when TLS begins, on this port alone. A domain controller that accepts StartTLS on its plain port has a certificate, so the certificate is not the reason; a firewall, TLS inspection or load balancer in between is, or a port that leads to something else.',
    },
    {
      text: 'A server that is going down or being restarted: it ends connections and then accepts none. The next probe finds it running, or its port closed.',
      findingId: 'port-closed',
    },
    {
      text: 'A server without a certificate, which waits for the TLS greeting before it ends the connection.',
      findingId: 'no-certificate-served',
    },
    { text: 'Alert 80 (internal error): the server could not use its key or certificate. On Windows look for Schannel 36870 and 36871.' },
    { text: 'A defect or an attack protection of the TLS library of either side.' },
  ],
  resolve: [
    {
      title: 'Read what the server logged',
      profiles: ['ad-ds', 'ad-lds'],
      generation: null,
      requires: serverAdministrator,
      steps: [
        {
          text: 'On {host}, read Schannel’s events of the minute of the probe; raise its logging if there are none.',
          commands: [
            {
              shell: 'cmd',
              text: 'reg add "HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL" /v EventLogging /t REG_DWORD /d 7 /f',
            },
          ],
        },
        {
          text: 'Check key and certificate of the machine store; a key that cannot be read looks like many things.',
          commands: [{ shell: 'cmd', text: 'certutil -verifystore MY' }],
        },
      ],
      rollback: 'Set EventLogging back to 1.',
    },
    {
      title: 'Read what the server logged',
      profiles: ['ldap'],
      generation: null,
      requires: root,
      steps: [
        {
          text: 'OpenLDAP: set olcLogLevel to conns and look for "TLS negotiation failure" with its reason. Check that the service account can read certificate and key, and that they belong together.',
          commands: [
            {
              shell: 'sh',
              text: 'openssl x509 -in server.pem -noout -pubkey | openssl sha256\nopenssl pkey -in server.key -pubout | openssl sha256',
            },
          ],
        },
      ],
      rollback: 'Set the log level back.',
    },
    {
      title: 'Take devices on the way out of the picture',
      profiles,
      generation: null,
      requires: networkAdministrator,
      steps: [
        {
          text: 'Repeat the test from the server’s own network. If it works there, a firewall, TLS inspection or load balancer between breaks the session: check its pool, its health checks and its exceptions for port {port}.',
        },
      ],
      rollback: null,
    },
  ],
  verify: [
    ...opensslConnect(),
    ...ldapsearchRootDse(),
    ...powershellSslStream(),
    ...certutilVerifyStore(),
    ...eventLog('System', [36870, 36871, 36887, 36888], 'No new event while you test.'),
  ],
  inference:
    'What was received is kept as it came. That a device in between or a server going down is the reason is inferred from further connections, where the summary says so; its confidence is medium then.',
  sources: [{ ...rfc8446, section: '6' }, schannelAlerts, schannelEventTitles, schannelOnDomainController, kb938703],
};
