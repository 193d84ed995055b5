import { schannelRegistry } from '../../article/sources.ts';
import { tlsPicture } from '../../reading/tls-picture.ts';
import { weakKindOf } from '../../reading/weak-suite.ts';
import { accepts, agreedIn, allRefuse, type ClientContext, type ClientRule, depends, refuses } from '../client.ts';
import {
  authenticatingTheServer,
  javaSecurityProperties,
  javaWithoutStaticRsa,
  openSslSecurityLevels,
  tls10And11OnWindows,
} from '../sources.ts';

const oldVersions: readonly string[] = ['SSLv3', 'TLSv1', 'TLSv1.1'];
const told = ['legacy-only', 'client-certificate-required', 'server-name-rejected'];
const diffieHellmanBits = (context: ClientContext): number | null => {
  const key = agreedIn(context)?.ephemeralKey;
  return key?.type === 'DH' ? key.bits : null;
};

const noSession: ClientRule = {
  id: 'no-session',
  title: 'No TLS session',
  applies: ({ attempt }) => {
    const picture = tlsPicture(attempt);
    return (attempt.handshake.status !== 'ok' || picture === 'not-tls') && !told.includes(picture ?? '');
  },
  stances: allRefuse('No TLS session came about although every version from 1.0 to 1.3 was offered.'),
};

const oldVersion: ClientRule = {
  id: 'old-version',
  title: 'TLS 1.0 or 1.1 only',
  applies: (context) => oldVersions.includes(agreedIn(context)?.protocol ?? '') || tlsPicture(context.attempt) === 'legacy-only',
  stances: {
    windows: depends('Windows has these versions off by default since the releases that followed Windows 11 of 2023.', tls10And11OnWindows),
    openssl: refuses('At security level 1 and above OpenSSL 3 does not agree to them.'),
    gnutls: depends('GnuTLS of Debian 12 agreed to them; Ubuntu and Red Hat forbid them in the policy of the system.', 'inference'),
    java: refuses('Java has both versions among its disabled algorithms.'),
  },
};

const clientCertificate: ClientRule = {
  id: 'client-certificate',
  title: 'A client certificate is demanded',
  applies: ({ attempt }) => tlsPicture(attempt) === 'client-certificate-required',
  stances: {
    windows: depends(
      'Schannel looks for a fitting client certificate by itself and sends it, where there is one.',
      authenticatingTheServer,
    ),
    openssl: refuses('Without a client certificate in its settings the server ends the session.'),
    gnutls: refuses('Without a client certificate in its settings the server ends the session.'),
    java: refuses('Without a client certificate in its key store the server ends the session.'),
  },
};

const nameRejected: ClientRule = {
  id: 'server-name-rejected',
  title: 'The server name is rejected',
  applies: ({ attempt }) => tlsPicture(attempt) === 'server-name-rejected',
  stances: {
    windows: depends('Only programs that send no server name get through, and programs differ in that.', 'inference'),
    openssl: refuses('It sends the name of the server, and the server ends the session.'),
    gnutls: refuses('It sends the name of the server, and the server ends the session.'),
    java: refuses('It sends the name of the server, and the server ends the session.'),
  },
};

const staticRsa: ClientRule = {
  id: 'static-rsa',
  title: 'Static RSA key exchange',
  applies: (context) => {
    const agreed = agreedIn(context);
    return agreed !== null && agreed.ephemeralKey === null && agreed.protocol !== 'TLSv1.3';
  },
  stances: {
    windows: accepts('Windows has suites with static RSA among its defaults, last in order.', 'inference'),
    openssl: depends(
      'OpenSSL itself agrees to it; Python leaves it out of its default suites, unless it was built to take OpenSSL’s, as on Debian.',
    ),
    gnutls: accepts('GnuTLS agrees to it by default.'),
    java: depends('Java 17 agrees to it; later releases have it among the disabled algorithms.', javaWithoutStaticRsa),
  },
};

const tinyGroup: ClientRule = {
  id: 'diffie-hellman-below-1024',
  title: 'Diffie-Hellman below 1024 bits',
  applies: (context) => (diffieHellmanBits(context) ?? 1024) < 1024,
  stances: {
    windows: refuses('Schannel asks for 1024 bits or more, unless the registry says otherwise.', schannelRegistry),
    openssl: refuses('Security level 2 asks for 2048 bits, level 1 for 1024.', openSslSecurityLevels),
    gnutls: refuses('GnuTLS asks for about 1024 bits at its default level.', 'inference'),
    java: refuses('Java has groups below 1024 bits among its disabled algorithms.', javaSecurityProperties),
  },
};

const smallGroup: ClientRule = {
  id: 'diffie-hellman-below-2048',
  title: 'Diffie-Hellman below 2048 bits',
  applies: (context) => {
    const bits = diffieHellmanBits(context);
    return bits !== null && bits >= 1024 && bits < 2048;
  },
  stances: {
    windows: accepts('Schannel asks for 1024 bits or more, unless the registry says otherwise.', schannelRegistry),
    openssl: refuses('Security level 2 asks for 2048 bits; it is the default of Debian, Ubuntu and OpenSSL 3.2.'),
    gnutls: accepts('GnuTLS takes 1024 bits at its default level.'),
    java: accepts('Java refuses groups below 1024 bits only.'),
  },
};

const weakCipher: ClientRule = {
  id: 'weak-cipher',
  title: 'A weak cipher suite',
  applies: (context) => {
    const cipher = agreedIn(context)?.cipher;
    return cipher !== undefined && (weakKindOf(cipher.standardName) ?? weakKindOf(cipher.name)) !== null;
  },
  stances: {
    windows: depends('Windows Server 2012 R2 and older take 3DES and RC4; newer ones do not, unless told to.', 'inference'),
    openssl: refuses('Security level 2 leaves out everything below 112 bits.', openSslSecurityLevels),
    gnutls: refuses('GnuTLS has no RC4 and no 3DES among its defaults.', 'inference'),
    java: refuses('Java has RC4, DES, 3DES, anonymous and NULL suites among its disabled algorithms.', javaSecurityProperties),
  },
};

export const sessionRules: readonly ClientRule[] = [
  noSession,
  oldVersion,
  clientCertificate,
  nameRejected,
  staticRsa,
  tinyGroup,
  smallGroup,
  weakCipher,
];
