import type { CertificateFacts } from '../../../probe/evidence.ts';
import { type Served, stepsOf } from '../../reading/served.ts';
import { keyWeakness, signatureWeakness } from '../../reading/strength.ts';
import { accepts, type ClientRule, depends, ofServed, refuses } from '../client.ts';
import { javaSecurityProperties, md5Deprecation, openSslSecurityLevels, sha1Enforcement, smallRsaKeysBlocked } from '../sources.ts';

/** The certificates of the path that were sent, without the anchor: nobody looks at the signature on that. */
const belowAnchor = (served: Served): readonly CertificateFacts[] =>
  stepsOf(served).flatMap(({ step, facts }) => (facts === null || step.isAnchor ? [] : [facts]));

const some = (served: Served, test: (facts: CertificateFacts) => boolean): boolean => belowAnchor(served).some(test);
const isRsa = ({ key }: CertificateFacts): boolean => key.algorithm.toLowerCase().startsWith('rsa');

export const strengthRules: readonly ClientRule[] = [
  ofServed(
    'signature-md5',
    'Signed with MD5 or older',
    {
      windows: depends('Windows refuses MD5 below the public roots of its programme, and passes over it below your own.', md5Deprecation),
      openssl: refuses('OpenSSL finds the hash of the signature too weak.'),
      gnutls: refuses('GnuTLS finds the algorithm of the signature insecure.'),
      java: refuses('Java has MD5 among its disabled algorithms.'),
    },
    (served) => some(served, (facts) => signatureWeakness(facts) === 'broken'),
  ),
  ofServed(
    'signature-sha1',
    'Signed with SHA-1',
    {
      windows: depends(
        'Windows enforces this in browsers and below the public roots of its programme, not below your own.',
        sha1Enforcement,
      ),
      openssl: refuses('OpenSSL 3 finds the hash of the signature too weak at security level 1 and above.'),
      gnutls: refuses('GnuTLS finds the algorithm of the signature insecure.'),
      java: depends('Java refuses it below the roots that it ships with, and takes it below your own.', javaSecurityProperties),
    },
    (served) => some(served, (facts) => signatureWeakness(facts) === 'weak'),
  ),
  ofServed(
    'rsa-below-1024',
    'An RSA key below 1024 bits',
    {
      windows: refuses('Windows blocks RSA keys below 1024 bits anywhere in a chain.', smallRsaKeysBlocked),
      openssl: refuses('Security level 2 asks for 2048 bits, level 1 for 1024.', openSslSecurityLevels),
      gnutls: refuses('GnuTLS finds the key insecure at its default level.', 'inference'),
      java: refuses('Java has RSA keys below 1024 bits among its disabled algorithms.', javaSecurityProperties),
    },
    (served) => some(served, (facts) => isRsa(facts) && keyWeakness(facts) === 'broken'),
  ),
  ofServed(
    'rsa-below-2048',
    'An RSA key below 2048 bits',
    {
      windows: accepts('Windows blocks RSA keys below 1024 bits only.', smallRsaKeysBlocked),
      openssl: refuses('Security level 2 asks for 2048 bits; it is the default of Debian, Ubuntu and OpenSSL 3.2.'),
      gnutls: accepts('GnuTLS takes 1024 bits at its default level.'),
      java: accepts('Java refuses RSA keys below 1024 bits only.'),
    },
    (served) => some(served, (facts) => isRsa(facts) && keyWeakness(facts) === 'weak'),
  ),
  ofServed(
    'curve-below-224',
    'An elliptic curve below 224 bits',
    {
      windows: depends('Curves of that size are not among the defaults of Windows.', 'inference'),
      openssl: refuses('Security level 2 asks for 224 bits.', openSslSecurityLevels),
      gnutls: depends('GnuTLS of Debian knows few curves of that size.', 'inference'),
      java: refuses('Java has curves below 224 bits among its disabled algorithms.', javaSecurityProperties),
    },
    (served) => some(served, (facts) => !isRsa(facts) && keyWeakness(facts) !== null),
  ),
];
