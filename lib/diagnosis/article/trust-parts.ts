import type { Profile } from '../rule.ts';
import type { Command, Resolution, Shell } from './article.ts';
import { clientAdministrator, domainAdmins, root, serverAdministrator, uploadToEntra } from './resolve-parts.ts';

const command = (shell: Shell, ...lines: string[]): Command => ({ shell, text: lines.join('\n') });
const everywhere: readonly Profile[] = ['ad-ds', 'ad-lds', 'entra-ds', 'ldap'];

/** An issuer that was not sent may be an intermediate or a root; its own certificate tells. */
export const seeWhetherIssuerIsRoot: Resolution = {
  title: 'See whether the issuer is a root',
  profiles: everywhere,
  generation: null,
  requires: 'Whoever can read the certificate of the CA',
  steps: [
    {
      text: 'Get the certificate of the issuing CA (from the CA, or from the address that the server’s certificate names) and compare its subject with its issuer.',
      commands: [command('cmd', 'certutil -dump issuing.cer'), command('sh', 'openssl x509 -in issuing.pem -noout -subject -issuer')],
    },
    {
      text: 'Both the same: it is a root, usual where one Enterprise CA issues everything. Let clients trust it; there is nothing more to send.',
    },
    { text: 'Not the same: it is an intermediate. Let the server send it.' },
  ],
  rollback: null,
};

/** Windows clients learn a root from the directory, from a group policy or from their own store. */
export const trustRootOnWindows: Resolution = {
  title: 'Let Windows clients trust the root',
  profiles: everywhere,
  generation: null,
  requires: clientAdministrator,
  steps: [
    {
      text: 'Get the certificate of the root from the CA itself, never from the server that is in doubt, save it as root.cer and compare its thumbprint with the one its owner tells you. Windows shows the SHA-1 of the certificate as its thumbprint: Cert Hash(sha1) in the first command. The second prints the SHA-256 of the certificate. Neither depends on whether the file is base64 or binary, as a hash of the file would.',
      commands: [
        command('cmd', 'certutil -dump root.cer'),
        command(
          'PowerShell',
          '$root = New-Object Security.Cryptography.X509Certificates.X509Certificate2 -ArgumentList (Resolve-Path .\\root.cer).Path',
          '[BitConverter]::ToString([Security.Cryptography.SHA256]::Create().ComputeHash($root.RawData))',
        ),
      ],
    },
    {
      text: 'For every computer of the forest: publish it in the directory. Computers take it up with the next group policy refresh.',
      commands: [command('cmd', 'certutil -dspublish -f root.cer RootCA', 'gpupdate /force')],
    },
    {
      text: 'For some computers: a group policy, under Public Key Policies > Trusted Root Certification Authorities; for one computer, its own store.',
      commands: [command('cmd', 'certutil -addstore Root root.cer')],
    },
  ],
  rollback:
    'Delete the root from the store or the policy; in the directory, with certutil -viewdelstore "ldap:///CN=Certification Authorities,CN=Public Key Services,..." of your configuration.',
};

/** Clients that read PEM bundles or Java's own store. */
export const trustRootElsewhere: Resolution = {
  title: 'Let Linux, Java and other clients trust the root',
  profiles: everywhere,
  generation: null,
  requires: clientAdministrator,
  steps: [
    {
      text: 'Get the certificate of the root from the CA itself, never from the server that is in doubt, save it as root.pem and compare its fingerprint with the one its owner tells you: SHA-256, or the SHA-1 that Windows shows as thumbprint.',
      commands: [
        command('sh', 'openssl x509 -in root.pem -noout -fingerprint -sha256', 'openssl x509 -in root.pem -noout -fingerprint -sha1'),
      ],
    },
    {
      text: 'Debian and Ubuntu, then Red Hat and Fedora: put the root, as PEM, where the system collects its roots.',
      commands: [
        command('sh', 'cp root.pem /usr/local/share/ca-certificates/corp-root.crt && update-ca-certificates'),
        command('sh', 'cp root.pem /etc/pki/ca-trust/source/anchors/corp-root.pem && update-ca-trust'),
      ],
    },
    {
      text: 'OpenLDAP clients (ldapsearch, PHP, Python): name the bundle in ldap.conf, unless they use that of the system already.',
      commands: [command('ini', 'TLS_CACERT /etc/ssl/certs/ca-certificates.crt')],
    },
    {
      text: 'Java has a store of its own.',
      commands: [command('sh', 'keytool -importcert -cacerts -alias corp-root -file root.pem')],
    },
    {
      text: 'Port636 judges by the system’s roots and by the PEM file that PORT636_TRUST_BUNDLE names (on the command line: --ca). Add the root there too, once your clients trust it.',
    },
  ],
  rollback: 'Remove the file and run the same command again.',
};

/** Windows servers send the issuers they find in their own stores. */
export const sendChainFromWindows: Resolution = {
  title: 'Give the server its intermediates',
  profiles: ['ad-ds', 'ad-lds'],
  generation: null,
  requires: domainAdmins,
  steps: [
    {
      text: 'Get the certificate of the issuing CA (from the CA, or from the address that the server’s certificate names) and put it into the Intermediate Certification Authorities of {host}. Windows sends the issuers that it finds there.',
      commands: [command('cmd', 'certutil -addstore CA issuing.cer', 'certutil -store CA')],
    },
    {
      text: 'For every computer of the forest: publish it in the directory.',
      commands: [command('cmd', 'certutil -dspublish -f issuing.cer SubCA', 'gpupdate /force')],
    },
    {
      text: 'See that the server itself can build the chain. If it cannot, Schannel may not use the certificate at all.',
      commands: [command('cmd', 'certutil -verifystore MY')],
    },
    {
      text: 'Load the certificate anew with renewServerCertificate (AD DS) or restart the service of the instance (AD LDS), because a chain that was built before may be kept.',
    },
  ],
  rollback: 'certutil -delstore CA with the serial number of the issuing certificate.',
};

/** OpenLDAP and Samba send what their files hold. */
export const sendChainFromFiles: Resolution = {
  title: 'Write the issuers after the certificate',
  profiles: ['ldap', 'ad-ds'],
  generation: 'OpenLDAP, 389 Directory Server and Samba',
  requires: root,
  steps: [
    {
      text: 'Put the certificate of the server first, then its issuer, then the issuer of that, without the root.',
      commands: [
        command('sh', 'cat server.pem issuing.pem > server-chain.pem', 'openssl verify -CAfile root.pem -untrusted issuing.pem server.pem'),
      ],
    },
    {
      text: 'OpenLDAP built with OpenSSL sends what TLSCertificateFile (olcTLSCertificateFile) holds after the server’s certificate. Built with GnuTLS, as on Debian and Ubuntu, it takes issuers from TLSCACertificateFile (olcTLSCACertificateFile), so they have to stand there too.',
      commands: [
        command(
          'ini',
          'TLSCertificateFile    /etc/ldap/tls/server-chain.pem',
          'TLSCertificateKeyFile /etc/ldap/tls/server.key',
          'TLSCACertificateFile  /etc/ldap/tls/ca-chain.pem',
        ),
      ],
    },
    {
      text: '389 Directory Server sends the issuers that it finds in its own database: import the issuing certificate there and restart.',
      commands: [
        command('sh', 'dsconf instance security ca-certificate add --file issuing.pem --name "Issuing CA"', 'dsctl instance restart'),
      ],
    },
    {
      text: 'Samba: let tls certfile name server-chain.pem, then restart.',
      commands: [command('sh', 'systemctl restart samba-ad-dc')],
    },
  ],
  rollback: 'Put the former file back and restart.',
};

/** Entra Domain Services serves the chain that the PFX file brings. */
export const sendChainFromEntra: Resolution = {
  title: 'Export the PFX file with the whole path',
  profiles: ['entra-ds'],
  generation: null,
  requires: serverAdministrator,
  steps: [
    {
      text: 'Export the certificate again with its private key, "Include all certificates in the certification path if possible" ticked and TripleDES-SHA1 as encryption.',
      commands: [
        command(
          'PowerShell',
          "Get-ChildItem Cert:\\LocalMachine\\My | Where-Object Subject -eq 'CN=*.{domain}' |",
          "  Export-PfxCertificate -FilePath .\\secure-ldap.pfx -ChainOption BuildChain -CryptoAlgorithmOption TripleDES_SHA1 -Password (Read-Host -AsSecureString 'PFX password')",
        ),
      ],
    },
    ...uploadToEntra.steps.slice(1, 2),
  ],
  rollback: 'Upload the former PFX file.',
};

/** Everything that makes a server send its issuers. */
export const sendChain: readonly Resolution[] = [sendChainFromWindows, sendChainFromFiles, sendChainFromEntra];

/** Everything that makes clients trust a root. */
export const trustRoot: readonly Resolution[] = [trustRootOnWindows, trustRootElsewhere];
