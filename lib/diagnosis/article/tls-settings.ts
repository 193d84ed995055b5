import type { Resolution } from './article.ts';
import { clientAdministrator, root, serverAdministrator } from './resolve-parts.ts';

/** Versions on a Windows server: defaults of the generations, and the registry that overrides them. */
export const enableVersionsOnWindows: Resolution = {
  title: 'Enable TLS 1.2 on the Windows server',
  profiles: ['ad-ds', 'ad-lds'],
  generation: 'Windows Server 2008 R2 to 2025',
  requires: serverAdministrator,
  steps: [
    {
      text: 'On {host}, see whether the registry overrides the defaults. Windows Server 2012 and later offer TLS 1.2 by themselves; 2008 R2 must be told to. TLS 1.3 for LDAP came with Windows Server 2025. Windows Server 2008 needs an update for TLS 1.2, and 2003 never had it.',
      commands: [
        {
          shell: 'PowerShell',
          text: "Get-ChildItem 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols' -Recurse | Get-ItemProperty | Select-Object PSPath, Enabled, DisabledByDefault",
        },
      ],
    },
    {
      text: 'Enable TLS 1.2 for the server side, then restart the server: the directory service reads these settings at start.',
      commands: [
        {
          shell: 'PowerShell',
          text: [
            "$key = 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols\\TLS 1.2\\Server'",
            'New-Item -Path $key -Force | Out-Null',
            'Set-ItemProperty -Path $key -Name Enabled -Value 1 -Type DWord',
            'Set-ItemProperty -Path $key -Name DisabledByDefault -Value 0 -Type DWord',
          ].join('\n'),
        },
      ],
    },
  ],
  rollback: 'Delete the key that was made and restart.',
};

/** Cipher suites of Schannel, and the certificate's key that they must fit. */
export const enableCiphersOnWindows: Resolution = {
  title: 'Offer common cipher suites on the Windows server',
  profiles: ['ad-ds', 'ad-lds'],
  generation: 'Windows Server 2008 R2 to 2025',
  requires: serverAdministrator,
  steps: [
    {
      text: 'On {host}, list the suites in force, and the policy that may have replaced Windows’ own list.',
      commands: [
        {
          shell: 'PowerShell',
          text: "Get-TlsCipherSuite | Select-Object Name\nGet-ItemProperty 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Cryptography\\Configuration\\SSL\\00010002' -ErrorAction SilentlyContinue",
        },
      ],
    },
    {
      text: 'The suites must fit the key of the certificate: ECDHE_RSA suites for an RSA key, ECDHE_ECDSA suites for an elliptic-curve key. A list with only the other kind leaves nothing in common.',
    },
    { text: 'Correct the policy "SSL Cipher Suite Order" (or set it to Not Configured) and restart the server.' },
  ],
  rollback: 'Put the former policy back and restart.',
};

/** OpenLDAP, 389 DS and Samba: versions and suites. */
export const configureTlsElsewhere: Resolution = {
  title: 'Correct versions and suites in the server’s configuration',
  profiles: ['ldap'],
  generation: null,
  requires: root,
  steps: [
    {
      text: 'OpenLDAP: set the least version to TLS 1.2 (3.3) and the suites to a current default. Builds with GnuTLS, as on Debian, take a priority string for the suites and ignore the least version.',
      commands: [
        {
          shell: 'ini',
          text: '# OpenSSL builds\nTLSProtocolMin 3.3\nTLSCipherSuite HIGH:!aNULL\n\n# GnuTLS builds\nTLSCipherSuite SECURE192:+SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2',
        },
      ],
    },
    {
      text: 'Samba: set the priority string and restart.',
      commands: [{ shell: 'ini', text: '[global]\ntls priority = NORMAL:-VERS-TLS1.0:-VERS-TLS1.1' }],
    },
    {
      text: '389 Directory Server: set the range of versions and restart.',
      commands: [{ shell: 'sh', text: 'dsconf instance security set --tls-protocol-min=TLS1.2' }],
    },
  ],
  rollback: 'Put the former settings back and restart.',
};

/** Samba as a domain controller answers as AD DS does, and takes one priority string for versions and suites. */
export const configureTlsOfSambaDomainController: Resolution = {
  title: 'Correct versions and suites of a Samba domain controller',
  profiles: ['ad-ds'],
  generation: 'Samba, as an Active Directory domain controller',
  requires: root,
  steps: [
    {
      text: 'Set the priority string in smb.conf, then restart Samba.',
      commands: [
        { shell: 'ini', text: '[global]\ntls priority = NORMAL:-VERS-TLS1.0:-VERS-TLS1.1' },
        { shell: 'sh', text: 'testparm -s\nsystemctl restart samba-ad-dc' },
      ],
    },
  ],
  rollback: 'Put the former line back and restart.',
};

/** Entra Domain Services: versions are Microsoft's; the client must follow. */
export const adaptClientsOfEntra: Resolution = {
  title: 'Bring the client up to TLS 1.2',
  profiles: ['entra-ds'],
  generation: null,
  requires: clientAdministrator,
  steps: [
    {
      text: 'Managed domains speak TLS 1.2 and customers can no longer choose older versions. Update the client’s operating system or TLS library, or take old-version settings out of its configuration.',
    },
    { text: 'If a current client fails too, a device on the way rewrites TLS: test from a machine inside the virtual network.' },
  ],
  rollback: null,
};
