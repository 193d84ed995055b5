import type { Command, Resolution, Shell, Step } from './article.ts';

const command = (shell: Shell, ...lines: string[]): Command => ({ shell, text: lines.join('\n') });

/** Roles that the steps need, in the words of Windows. */
export const domainAdmins = 'Domain Admins or equivalent';
export const serverAdministrator = 'Administrator of the server';
export const entraAdministrator = 'Application Administrator and Groups Administrator in the Entra tenant';
export const networkAdministrator = 'Whoever manages the firewalls between this location and the server';
export const dnsAdministrator = 'DnsAdmins or equivalent';
export const clientAdministrator = 'Administrator of the clients, or of the group policy that reaches them';
export const root = 'root on the server';

/** Generations for which the steps differ. */
export const windows2008AndLater = 'Windows Server 2008 to 2025';
export const windows2003 = 'Windows Server 2003 and 2003 R2';

/** Makes a domain controller load a new certificate at once; MS-ADTS renewServerCertificate. */
export const renewServerCertificateStep: Step = {
  text: 'Let the directory service load the certificate without a restart: save these lines as renew.ldf and import them on {host} while the plain LDAP port works. The control access right Reload-SSL-Certificate is needed; Domain Admins have it.',
  commands: [
    command('ldif', 'dn:', 'changetype: modify', 'add: renewServerCertificate', 'renewServerCertificate: 1', '-'),
    command('cmd', 'ldifde -i -f renew.ldf -s {host}'),
  ],
};

/** What a certificate for a domain controller must be, before anything is imported. */
const certificateRequirementsStep: Step = {
  text: 'Have a certificate that fits. Its enhanced key usages include Server Authentication (1.3.6.1.5.5.7.3.1). It holds {host} in the subject alternative name, best as its first DNS name and as the common name. Its private key matches, has no strong key protection, and can be read by the machine account. The server itself and all clients trust its chain.',
};

/** Import into NTDS\Personal by the console (Windows Server 2008 and later). */
const importIntoDirectoryStoreByConsole: readonly Step[] = [
  { text: 'On {host}, start mmc as administrator and choose File > Add/Remove Snap-in > Certificates > Add.' },
  { text: 'Choose Service account, then Local computer, then Active Directory Domain Services, and finish.' },
  {
    text: 'Under Certificates - Service (Active Directory Domain Services), right-click NTDS\\Personal, choose All Tasks > Import, and import the PFX file with its private key.',
  },
];

/** The same by command: import into the machine store, then move the certificate into the store of the service. */
const importIntoDirectoryStoreByCommand: Step = {
  text: 'Or by command: import the PFX file into the machine store, then move it into the store of the directory service, which is used first. The move of the registry key is practice from the field; Microsoft documents the console way.',
  commands: [
    command(
      'PowerShell',
      "$pfx = Import-PfxCertificate -FilePath .\\server.pfx -CertStoreLocation Cert:\\LocalMachine\\My -Password (Read-Host -AsSecureString 'PFX password')",
      "$store = 'HKLM:\\SOFTWARE\\Microsoft\\Cryptography\\Services\\NTDS\\SystemCertificates\\MY\\Certificates'",
      'if (-not (Test-Path $store)) { New-Item -Path $store -Force | Out-Null }',
      'Move-Item -Path "HKLM:\\SOFTWARE\\Microsoft\\SystemCertificates\\MY\\Certificates\\$($pfx.Thumbprint)" -Destination $store',
    ),
    command('cmd', 'certutil -store -service -service NTDS\\MY'),
  ],
};

/** Enrolment from an Enterprise CA, so that renewal happens by itself. */
export const autoEnrolment: Resolution = {
  title: 'Let an Enterprise CA enrol the domain controllers by themselves',
  profiles: ['ad-ds'],
  generation: windows2008AndLater,
  requires: domainAdmins,
  steps: [
    {
      text: 'On the CA, publish the template "Kerberos Authentication" and give Domain Controllers the rights Enroll and Autoenroll. It supersedes "Domain Controller" and "Domain Controller Authentication".',
    },
    {
      text: 'In a group policy for the Domain Controllers unit, set Computer Configuration > Windows Settings > Security Settings > Public Key Policies > Certificate Services Client - Auto-Enrollment to Enabled, with renewal and template updates ticked.',
    },
    {
      text: 'On {host}, run enrolment at once and look at what arrived.',
      commands: [command('cmd', 'gpupdate /target:computer /force', 'certutil -pulse', 'certutil -store MY')],
    },
    {
      text: 'Do not install the CA on a domain controller to get there: Microsoft advises against it in most cases, because both are hard to move, restore and protect apart from each other.',
    },
    renewServerCertificateStep,
  ],
  rollback: 'Take the template out of the CA’s list or unlink the policy; certificates already enrolled stay until removed.',
};

/** Import of a certificate from any CA into a domain controller's own store. */
export const importIntoDirectoryStore: Resolution = {
  title: 'Import a certificate into the store of the directory service',
  profiles: ['ad-ds'],
  generation: windows2008AndLater,
  requires: domainAdmins,
  steps: [certificateRequirementsStep, ...importIntoDirectoryStoreByConsole, importIntoDirectoryStoreByCommand, renewServerCertificateStep],
  rollback: 'Remove the certificate from NTDS\\Personal and load again; the machine store is then used as before.',
};

/** Windows Server 2003 knows no store of the directory service. */
export const importIntoMachineStore2003: Resolution = {
  title: 'Import a certificate into the machine store',
  profiles: ['ad-ds'],
  generation: windows2003,
  requires: domainAdmins,
  steps: [
    certificateRequirementsStep,
    {
      text: 'On {host}, start mmc, add the snap-in Certificates for the Computer account, and import the PFX file under Personal > Certificates.',
    },
    { text: 'Restart the server, because this generation takes up a new certificate of the machine store at start.' },
  ],
  rollback: 'Remove the certificate from the machine store and restart.',
};

/** AD LDS: the store of the instance's service, and the key readable by its account. */
export const importIntoLightweightStore: Resolution = {
  title: 'Import a certificate into the store of the AD LDS instance',
  profiles: ['ad-lds'],
  generation: null,
  requires: serverAdministrator,
  steps: [
    certificateRequirementsStep,
    {
      text: 'On {host}, start mmc as administrator, add the snap-in Certificates, choose Service account, Local computer and the service of the instance (ADAM_ and the instance’s name), and import the PFX file under Personal.',
    },
    {
      text: 'Give the account of the service (NETWORK SERVICE by default) read access to the private key: in the machine store right-click the certificate, All Tasks > Manage Private Keys.',
    },
    {
      text: 'Restart the service of the instance; its name is listed by the command.',
      commands: [
        command('PowerShell', 'Get-Service ADAM_* | Select-Object Name, DisplayName, Status', "Restart-Service -Name 'ADAM_instance1'"),
      ],
    },
  ],
  rollback: 'Remove the certificate from the service’s store and restart the instance.',
};

/** Entra Domain Services: the certificate is uploaded, never installed on a server. */
export const uploadToEntra: Resolution = {
  title: 'Upload a certificate to the managed domain',
  profiles: ['entra-ds'],
  generation: null,
  requires: entraAdministrator,
  steps: [
    {
      text: 'Have a PFX file with its private key, protected with TripleDES-SHA1. The subject is *.{domain}, and the names *.{domain} and {domain} stand in the subject alternative name. The key usages are digital signature and key encipherment, the enhanced key usage is server authentication. It is valid for at least the next 3 to 6 months. A public CA cannot issue names under onmicrosoft.com.',
    },
    {
      text: 'In the Azure portal open the managed domain, choose Secure LDAP, enable it (and, for clients outside, access over the internet), choose the PFX file and save. It takes some minutes.',
    },
    {
      text: 'For clients outside, limit TCP 636 in the network security group to their addresses, and let the DNS name resolve to the secure LDAP external IP address.',
    },
  ],
  rollback: 'Disable secure LDAP on the same page, or upload the former PFX file.',
};

/** OpenLDAP, 389 DS and Samba: where the certificate is configured. */
export const configureOtherServers: Resolution = {
  title: 'Configure certificate and key',
  profiles: ['ldap'],
  generation: null,
  requires: root,
  steps: [
    {
      text: 'OpenLDAP (cn=config): set chain, certificate and key, all readable by the account of slapd; the certificate file may hold the issuers after the leaf. It is taken up at once.',
      commands: [
        command(
          'ldif',
          'dn: cn=config',
          'changetype: modify',
          'replace: olcTLSCertificateFile',
          'olcTLSCertificateFile: /etc/ldap/tls/server-chain.pem',
          '-',
          'replace: olcTLSCertificateKeyFile',
          'olcTLSCertificateKeyFile: /etc/ldap/tls/server.key',
        ),
        command('sh', 'ldapmodify -Y EXTERNAL -H ldapi:/// -f tls.ldif'),
      ],
    },
    {
      text: 'OpenLDAP (slapd.conf): the same two settings, then restart slapd, and see that it is started with ldaps:/// among its addresses.',
      commands: [command('ini', 'TLSCertificateFile    /etc/ldap/tls/server-chain.pem', 'TLSCertificateKeyFile /etc/ldap/tls/server.key')],
    },
    {
      text: '389 Directory Server: import the certificates of the CA, then key and certificate together, switch security on and restart. With a key that the server made itself (dsctl instance tls generate-server-cert-csr), import the certificate alone: dsconf instance security certificate add --primary-cert.',
      commands: [
        command(
          'sh',
          'dsconf instance security ca-certificate add --file issuing.pem --name "Issuing CA"',
          'dsctl instance tls import-server-key-cert server.pem server.key',
          'dsconf instance security enable',
          'dsctl instance restart',
        ),
      ],
    },
    {
      text: 'Samba: set the files in smb.conf and restart. Without these lines Samba makes a self-signed certificate of its own, which no client trusts.',
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
  ],
  rollback: 'Put the former files or settings back and restart.',
};
