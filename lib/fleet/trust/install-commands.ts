import type { InstallPart } from './views.ts';

/** Names and fingerprints come from certificates, which anybody can make: nothing of them may end a quoted word of a shell. */
type Source = { name: string; sha256: string; sha1: string; isRoot: boolean };

/** A name for files and aliases: letters, digits, dots and dashes alone. */
export function plainName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll(/[^A-Za-z0-9.-]+/g, '-')
    .replaceAll(/^[.-]+|[.-]+$/g, '')
    .slice(0, 60)
    .replaceAll(/[.-]+$/g, '');
  return plain === '' ? 'certificate' : plain;
}

const grouped = (hex: string): string => (hex.toUpperCase().match(/.{2}/g) ?? []).join(':');

/** Name of the files of a certificate, without the ending. */
export const anchorFileName = ({ name, sha256 }: Pick<Source, 'name' | 'sha256'>): string => `${plainName(name)}-${sha256.slice(0, 8)}`;

/**
 * How one certificate is made to be trusted by the clients of a directory, and how it is seen that it is. Its files are named by
 * `anchorFileName`: .pem as text, .cer in DER.
 */
export function installCommands({ name, sha256, sha1, isRoot }: Source): InstallPart[] {
  const file = anchorFileName({ name, sha256 });
  const store = isRoot ? 'Root' : 'CA';
  const thumbprint = sha1.toUpperCase();
  return [
    {
      id: 'compare',
      title: 'First of all: is it the right file?',
      needs: `${file}.pem`,
      note: `The fingerprint has to be ${grouped(sha256)}.`,
      install: `openssl x509 -in "${file}.pem" -noout -subject -dates -fingerprint -sha256`,
      verify: `certutil -hashfile "${file}.cer" SHA256\nsha256sum "${file}.cer"`,
    },
    {
      id: 'windows',
      title: 'Windows',
      needs: `${file}.cer`,
      note:
        'For many computers use a group policy: Computer Configuration, Policies, Windows Settings, Security Settings, Public Key Policies, ' +
        `${isRoot ? 'Trusted Root Certification Authorities' : 'Intermediate Certification Authorities'}, Import. ` +
        'Windows goes on to the root: it does not stop at an issuer below it.',
      install: `certutil -addstore -f ${store} "${file}.cer"\nrem or in PowerShell\nImport-Certificate -FilePath ".\\${file}.cer" -CertStoreLocation Cert:\\LocalMachine\\${store}`,
      verify: `certutil -verifystore ${store} ${thumbprint}`,
    },
    {
      id: 'debian',
      title: 'Debian, Ubuntu',
      needs: `${file}.pem`,
      note: 'The copy has to end in .crt. Programs that are running read it when they start again.',
      install: `sudo cp "${file}.pem" "/usr/local/share/ca-certificates/${file}.crt"\nsudo update-ca-certificates`,
      verify: `openssl verify -CAfile /etc/ssl/certs/ca-certificates.crt "${file}.pem"`,
    },
    {
      id: 'rhel',
      title: 'RHEL, Rocky, Fedora',
      needs: `${file}.pem`,
      note: null,
      install: `sudo cp "${file}.pem" /etc/pki/ca-trust/source/anchors/\nsudo update-ca-trust extract`,
      verify: `openssl verify -CAfile /etc/pki/tls/certs/ca-bundle.crt "${file}.pem"`,
    },
    {
      id: 'java',
      title: 'Java',
      needs: `${file}.pem`,
      note: 'The store of the Java installation itself is given by -cacerts; its password is changeit unless somebody changed it. For a store of your own use -keystore with a PKCS #12 file.',
      install:
        `keytool -importcert -noprompt -trustcacerts -cacerts -storepass changeit -alias "${file}" -file "${file}.pem"\n` +
        `keytool -importcert -noprompt -storetype PKCS12 -keystore truststore.p12 -storepass changeit -alias "${file}" -file "${file}.pem"`,
      verify: `keytool -list -cacerts -storepass changeit -alias "${file}"`,
    },
    {
      id: 'openldap',
      title: 'OpenLDAP clients',
      needs: `${file}.pem`,
      note: 'In /etc/ldap/ldap.conf or /etc/openldap/ldap.conf; TLS_CACERT names one file, which takes the place of the system’s list.',
      install: `TLS_CACERT /etc/ldap/${file}.pem`,
      verify: 'LDAPTLS_REQCERT=demand ldapsearch -x -H ldaps://SERVER -s base -b "" supportedLDAPVersion',
    },
  ];
}
