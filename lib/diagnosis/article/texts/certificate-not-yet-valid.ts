import type { Article } from '../article.ts';
import { newCertificate } from '../certificate-request.ts';
import { schannel36881 } from '../events.ts';
import { kb938703, redHatEnableTls, rfc5280, rootDseReference, schannelEventTitles, sectionOf } from '../sources.ts';
import { certutilVerify, ldapsearchRootDse, ldpConnect, opensslConnect, opensslLeaf, powershellSslStream } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'The certificate that {host} serves, or one of its issuers, begins to be valid only at a time that lies ahead.',
    'There are two usual reasons: the certificate was issued in advance and put in place too early, or a clock is wrong, that of the CA when it signed, that of the server, or that of the place that looks.',
  ],
  whyItMatters: [
    'Clients with a true clock refuse the connection until the certificate becomes valid. Clients whose clock is wrong in the same way connect, so the fault looks random.',
    'A wrong clock breaks more than this: Kerberos fails once two clocks differ by more than five minutes.',
  ],
  events: [schannel36881],
  couldAlsoBe: [
    { text: 'The clock of the server or of this location is wrong. The evidence shows both.', findingId: 'clock-skew' },
    { text: 'The CA’s clock was ahead when it signed; then every certificate of that day has the same fault.' },
  ],
  resolve: [
    {
      title: 'Find out which clock is right',
      profiles: ['ad-ds', 'ad-lds'],
      generation: null,
      requires: 'Administrator of the server',
      steps: [
        {
          text: 'Compare the server with its time source and with another one. Domain controllers take their time from the one that holds the PDC emulator role; that one takes it from outside.',
          commands: [
            { shell: 'cmd', text: 'w32tm /query /status\nw32tm /query /source\nw32tm /stripchart /computer:{domain} /samples:5 /dataonly' },
          ],
        },
        {
          text: 'If the server is wrong, let it ask again; then request the certificate anew if it was issued under the wrong clock.',
          commands: [{ shell: 'cmd', text: 'w32tm /resync /rediscover' }],
        },
        {
          text: 'If the CA was wrong, set its clock first. Certificates that it signed meanwhile become valid later by the same amount; renew those that are needed before.',
        },
      ],
      rollback: null,
    },
    {
      title: 'Find out which clock is right',
      profiles: ['ldap'],
      generation: null,
      requires: 'root on the server',
      steps: [
        {
          text: 'Ask the server whether its clock is synchronized, then correct it.',
          commands: [{ shell: 'sh', text: 'timedatectl\nchronyc tracking || ntpq -p' }],
        },
      ],
      rollback: null,
    },
    {
      title: 'Serve the former certificate until the new one is valid',
      profiles: ['ad-ds', 'ad-lds', 'entra-ds', 'ldap'],
      generation: null,
      requires: 'Administrator of the server',
      steps: [
        {
          text: 'If all clocks are right and the former certificate is still valid, put it back where it was and swap again after the date. Otherwise ask the CA for a certificate that is valid from now on, as described below.',
        },
      ],
      rollback: 'Put the new certificate back.',
    },
    ...newCertificate,
  ],
  verify: [
    ...opensslLeaf('notBefore lies in the past and notAfter in the future.'),
    ...opensslConnect(),
    ...ldpConnect(),
    ...ldapsearchRootDse('currentTime is the true time in UTC, within a few seconds.', 'currentTime dnsHostName'),
    ...powershellSslStream('NotBefore lies in the past.'),
    ...certutilVerify(),
  ],
  inference: null,
  sources: [sectionOf(rfc5280, '4.1.2.5 Validity'), kb938703, rootDseReference, schannelEventTitles, redHatEnableTls],
};
