import type { Article } from '../article.ts';
import { newCertificate } from '../certificate-request.ts';
import { certutilReference, nistServerCertificates } from '../certificate-sources.ts';
import { kb321051, redHatEnableTls, rfc5280, sectionOf } from '../sources.ts';
import { certutilVerifyStore, ldapsearchRootDse, ldpConnect, opensslLeaf, powershellSslStream } from '../verify.ts';
import { opensslRead } from '../verify-leaf.ts';

export const article: Article = {
  whatHappened: [
    'Hosts of other names serve the same public key as {host}, so they hold the same private key. The certificate is no wildcard, and it does not name them.',
    'That happens when a PFX file is imported on more than one server, when a virtual machine is cloned with its keys, or when an image ships with a key.',
  ],
  whyItMatters: [
    'Whoever takes the key from one of these servers can pose as all of them, and the weakest one decides. A domain controller should not share that with a mail gateway.',
    'When the key has to be revoked, all of them stop at once. And a key in an image is known to everybody who has the image.',
  ],
  events: [],
  couldAlsoBe: [
    {
      text: 'Two names of one server: an alias that is registered as a host of its own. Then its name belongs into the certificate, or the alias out of the list of hosts.',
    },
    { text: 'DNS leads one of the names to the other server.', findingId: 'different-server-answered' },
    {
      text: 'A load balancer or a proxy ends TLS for all of them with one certificate: then it should name them all.',
      findingId: 'host-name-not-in-certificate',
    },
  ],
  resolve: [
    {
      title: 'Give every server a key of its own',
      profiles: ['ad-ds', 'ad-lds', 'entra-ds', 'ldap'],
      generation: null,
      requires: 'Administrator of every server concerned',
      steps: [
        {
          text: 'See which servers it is: the evidence names them. Decide which one may keep the present certificate; best none, when nobody knows where else the file went.',
        },
        {
          text: 'On each of the others, make a new key and request a certificate in the server’s own name, as described below. A request made on the server makes a new key; a renewal with the same key does not.',
        },
        {
          text: 'Mark keys as not exportable where the server allows it, delete PFX files that lie about, and take keys out of images before they are cloned.',
          commands: [
            {
              shell: 'PowerShell',
              text: 'Get-ChildItem -Path C:\\ -Recurse -Include *.pfx, *.p12 -ErrorAction SilentlyContinue | Select-Object FullName, LastWriteTime',
            },
            { shell: 'sh', text: "find / -xdev -type f \\( -name '*.pfx' -o -name '*.p12' \\) 2>/dev/null" },
          ],
        },
        {
          text: 'When all have their own, let the CA revoke the shared certificate if the key may have come into other hands. Its serial number is in the evidence; reason 1 is "key compromise".',
          commands: [{ shell: 'cmd', text: 'certutil -revoke SERIALNUMBER 1\ncertutil -crl' }],
        },
      ],
      rollback: 'The shared certificate works until it is removed or revoked; a revocation for key compromise cannot be taken back.',
    },
    {
      title: 'Or let the certificate say what it is for',
      profiles: ['ad-ds', 'ad-lds', 'entra-ds', 'ldap'],
      generation: null,
      requires: 'Whoever requests the certificate',
      steps: [
        {
          text: 'Where one key for several servers is meant, as behind a load balancer, request one certificate that names them all. Then clients are served, and the sharing is no longer reported. The risk stays.',
        },
      ],
      rollback: null,
    },
    ...newCertificate,
  ],
  verify: [
    ...opensslRead(
      'Print the SHA-256 of the public key. Repeat it for the other hosts.',
      'openssl x509 -noout -pubkey | openssl pkey -pubin -outform DER | openssl dgst -sha256',
      'Another value for every host.',
    ),
    ...opensslLeaf(),
    ...ldpConnect(),
    ...ldapsearchRootDse(),
    ...powershellSslStream(),
    ...certutilVerifyStore('The new certificate, with "Encryption test passed", and a "Unique container name" that no other server has.'),
  ],
  inference: null,
  sources: [nistServerCertificates, sectionOf(rfc5280, '5.3.1 Reason code'), kb321051, certutilReference, redHatEnableTls],
};
