import type { Profile } from '../rule.ts';
import type { Command, Resolution, Shell } from './article.ts';
import {
  autoEnrolment,
  configureOtherServers,
  domainAdmins,
  importIntoDirectoryStore,
  importIntoLightweightStore,
  importIntoMachineStore2003,
  renewServerCertificateStep,
  root,
  serverAdministrator,
  uploadToEntra,
  windows2008AndLater,
} from './resolve-parts.ts';

const command = (shell: Shell, ...lines: string[]): Command => ({ shell, text: lines.join('\n') });

/** An Enterprise CA at hand: ask it once, by hand, for what auto-enrolment would ask. */
export const requestFromEnterpriseCa: Resolution = {
  title: 'Request a certificate from your Enterprise CA',
  profiles: ['ad-ds'],
  generation: windows2008AndLater,
  requires: domainAdmins,
  steps: [
    {
      text: 'Windows Server 2012 and later: on {host}, as administrator, ask for the template Kerberos Authentication. It takes the names from the directory, so none has to be typed.',
      commands: [command('PowerShell', 'Get-Certificate -Template KerberosAuthentication -CertStoreLocation Cert:\\LocalMachine\\My')],
    },
    {
      text: 'Windows Server 2008 R2, which lacks that command: use certreq. Windows Server 2008: use the wizard under Certificates (Local Computer) > Personal > All Tasks > Request New Certificate.',
      commands: [command('cmd', 'certreq -enroll -machine -q KerberosAuthentication')],
    },
    {
      text: 'Look at what arrived: Server Authentication among the usages, {host} among the names, and a private key.',
      commands: [
        command(
          'PowerShell',
          'Get-ChildItem Cert:\\LocalMachine\\My | Format-List Subject, DnsNameList, NotBefore, NotAfter, HasPrivateKey, EnhancedKeyUsageList, Thumbprint',
        ),
      ],
    },
    renewServerCertificateStep,
  ],
  rollback: 'Delete the new certificate from the machine store and load again; the former one is used as before.',
};

/** Any CA that takes a PKCS #10 request, by certreq as Microsoft describes it. */
export const requestFromOtherCa: Resolution = {
  title: 'Request a certificate from any other CA',
  profiles: ['ad-ds', 'ad-lds'],
  generation: null,
  requires: serverAdministrator,
  steps: [
    {
      text: 'On {host}, save these lines as request.inf. They ask for {host} as common name and as DNS name, for Server Authentication, and for a key that Schannel can use.',
      commands: [
        command(
          'ini',
          '[Version]',
          'Signature="$Windows NT$"',
          '',
          '[NewRequest]',
          'Subject = "CN={host}"',
          'KeySpec = 1',
          'KeyLength = 2048',
          'HashAlgorithm = SHA256',
          'Exportable = TRUE',
          'MachineKeySet = TRUE',
          'UserProtected = FALSE',
          'ProviderName = "Microsoft RSA SChannel Cryptographic Provider"',
          'ProviderType = 12',
          'RequestType = PKCS10',
          'KeyUsage = 0xa0',
          '',
          '[EnhancedKeyUsageExtension]',
          'OID = 1.3.6.1.5.5.7.3.1',
          '',
          '[Extensions]',
          '2.5.29.17 = "{text}"',
          '_continue_ = "dns={host}&"',
        ),
      ],
    },
    {
      text: 'Make the request, send request.req to the CA, and save what it issues, in base64, as issued.cer. Then accept it on the same server: the private key never left it.',
      commands: [command('cmd', 'certreq -new request.inf request.req', 'certreq -accept -machine issued.cer')],
    },
    {
      text: 'AD DS: move the certificate into the store of the directory service as described in the next part, or leave it in the machine store and load it with renewServerCertificate. AD LDS: export it with its key as a PFX file and import it into the store of the instance.',
    },
  ],
  rollback: 'Delete the new certificate from the machine store; the former one is used as before.',
};

/** OpenLDAP, 389 DS and Samba: key and request by openssl. */
export const requestForOtherServers: Resolution = {
  title: 'Make a key and a request',
  profiles: ['ldap'],
  generation: null,
  requires: root,
  steps: [
    {
      text: 'On {host}, make a new key and a request with the name that clients use, and send request.pem to your CA. Ask for the usage Server Authentication.',
      commands: [
        command(
          'sh',
          'umask 077',
          'openssl req -new -newkey rsa:2048 -nodes -sha256 -keyout server.key -out request.pem \\',
          '  -subj "/CN={host}" -addext "subjectAltName=DNS:{host}" -addext "extendedKeyUsage=serverAuth"',
        ),
      ],
    },
    {
      text: 'Put what the CA issued and its intermediates into one file, the certificate of the server first, and see that key and certificate belong together: both commands print the same.',
      commands: [
        command(
          'sh',
          'cat server.pem issuing.pem > server-chain.pem',
          'openssl x509 -in server.pem -noout -pubkey | sha256sum',
          'openssl pkey -in server.key -pubout | sha256sum',
        ),
      ],
    },
  ],
  rollback: 'Nothing is changed on the server yet.',
};

/** Samba as a domain controller answers as AD DS does, and keeps its certificate in files. */
export const configureSambaDomainController: Resolution = {
  title: 'Set certificate and key of a Samba domain controller',
  profiles: ['ad-ds'],
  generation: 'Samba, as an Active Directory domain controller',
  requires: root,
  steps: [
    {
      text: 'Name the files in smb.conf. The certificate file holds the certificate of {host} first and its intermediates after it; the key file is readable by root alone and has no passphrase. Without these lines Samba makes a certificate of its own, which no client trusts.',
      commands: [
        command(
          'ini',
          '[global]',
          'tls enabled  = yes',
          'tls certfile = /var/lib/samba/private/tls/server-chain.pem',
          'tls keyfile  = /var/lib/samba/private/tls/server.key',
          'tls cafile   = /var/lib/samba/private/tls/ca.pem',
        ),
      ],
    },
    {
      text: 'Check the settings and restart Samba.',
      commands: [command('sh', 'testparm -s', 'chmod 600 /var/lib/samba/private/tls/server.key', 'systemctl restart samba-ad-dc')],
    },
  ],
  rollback: 'Put the former files or settings back and restart.',
};

/** From the request to the server that serves it, for every kind of server: what "get a new certificate" means everywhere. */
export const newCertificate: readonly Resolution[] = [
  requestFromEnterpriseCa,
  requestFromOtherCa,
  importIntoDirectoryStore,
  importIntoMachineStore2003,
  autoEnrolment,
  configureSambaDomainController,
  importIntoLightweightStore,
  uploadToEntra,
  requestForOtherServers,
  configureOtherServers,
];

/** The same for servers of one profile, for rules that are asked of no other. */
export const newCertificateFor = (profile: Profile): readonly Resolution[] =>
  newCertificate.filter(({ profiles }) => profiles.includes(profile)).map((resolution) => ({ ...resolution, profiles: [profile] }));
