import type { Command, Resolution, Shell, Verification } from './article.ts';
import { clientAdministrator, entraAdministrator, root, serverAdministrator } from './resolve-parts.ts';

/** What articles about weak but working TLS settings share: how to switch something off on each kind of server. */

const command = (shell: Shell, ...lines: string[]): Command => ({ shell, text: lines.join('\n') });
const schannel = 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL';

/** See who would be hurt before anything is switched off. */
export const findOldClients: Resolution = {
  title: 'Find the clients that still need it',
  profiles: ['ad-ds', 'ad-lds', 'entra-ds', 'ldap'],
  generation: null,
  requires: clientAdministrator,
  steps: [
    {
      text: 'Windows: let Schannel log every handshake for a day (7 = errors, warnings, and success). Event 36880 in the System log then tells version and cipher suite of each. Set the value back to 1 afterwards.',
      commands: [command('PowerShell', `Set-ItemProperty '${schannel}' -Name EventLogging -Value 7 -Type DWord`)],
    },
    {
      text: 'OpenLDAP: the log level "stats" writes version and cipher suite of every TLS connection. 389 Directory Server writes them to its access log.',
      commands: [command('sh', 'grep -h "tls_proto=\\|TLS1\\." /var/log/slapd.log /var/log/dirsrv/slapd-*/access | sort | uniq -c')],
    },
    { text: 'Update those clients first: printers, scanners, old appliances and old Java are the usual ones.' },
  ],
  rollback: 'Set EventLogging back to 1 and the log level to what it was.',
};

/** Versions of Schannel on the server side. */
export const disableOldVersionsOnWindows: Resolution = {
  title: 'Switch TLS 1.0 and 1.1 off on the Windows server',
  profiles: ['ad-ds', 'ad-lds'],
  generation: 'Windows Server 2008 R2 to 2025',
  requires: serverAdministrator,
  steps: [
    {
      text: 'On {host}, switch both off for the server side, then restart the server: the directory service reads these settings at start. Do it on one domain controller first, and make sure that TLS 1.2 is not switched off as well.',
      commands: [
        command(
          'PowerShell',
          "foreach ($version in 'TLS 1.0', 'TLS 1.1') {",
          `  $key = "${schannel}\\Protocols\\$version\\Server"`,
          '  New-Item -Path $key -Force | Out-Null',
          '  Set-ItemProperty -Path $key -Name Enabled -Value 0 -Type DWord',
          '  Set-ItemProperty -Path $key -Name DisabledByDefault -Value 1 -Type DWord',
          '}',
        ),
      ],
    },
  ],
  rollback: 'Set Enabled to 1 and DisabledByDefault to 0, or delete the keys that were made, and restart.',
};

/** Least group of Diffie-Hellman, and the suites that need no key exchange of their own. */
export const strengthenKeyExchangeOnWindows: Resolution = {
  title: 'Leave only strong key exchanges on the Windows server',
  profiles: ['ad-ds', 'ad-lds'],
  generation: 'Windows Server 2016 to 2025',
  requires: serverAdministrator,
  steps: [
    {
      text: 'On {host}, let no Diffie-Hellman group below 2048 bits be used.',
      commands: [
        command(
          'PowerShell',
          `$key = '${schannel}\\KeyExchangeAlgorithms\\Diffie-Hellman'`,
          'New-Item -Path $key -Force | Out-Null',
          'Set-ItemProperty -Path $key -Name ServerMinKeyBitLength -Value 2048 -Type DWord',
        ),
      ],
    },
    {
      text: 'Take out the suites with static RSA; their names begin with TLS_RSA_WITH. Clients then use ECDHE, which every client of the last ten years knows. Restart the server.',
      commands: [
        command(
          'PowerShell',
          "Get-TlsCipherSuite | Where-Object Name -like 'TLS_RSA_WITH_*' | ForEach-Object { Disable-TlsCipherSuite -Name $_.Name }",
          'Get-TlsCipherSuite | Select-Object Name',
        ),
      ],
    },
    {
      text: 'Windows Server 2008 R2 to 2012 R2 lack these commands: set the group policy "SSL Cipher Suite Order" to a list of ECDHE suites instead, and restart.',
    },
  ],
  rollback: 'Enable-TlsCipherSuite -Name with each suite, delete ServerMinKeyBitLength, and restart.',
};

/** Ciphers of Schannel, by suite and, on older generations, by algorithm. */
export const disableWeakCiphersOnWindows: Resolution = {
  title: 'Switch weak ciphers off on the Windows server',
  profiles: ['ad-ds', 'ad-lds'],
  generation: 'Windows Server 2008 R2 to 2025',
  requires: serverAdministrator,
  steps: [
    {
      text: 'Windows Server 2016 and later: on {host}, take the suites with RC4, 3DES, DES and NULL out of the list, then restart the server.',
      commands: [
        command(
          'PowerShell',
          "Get-TlsCipherSuite | Where-Object Name -match 'RC4|3DES|_DES_|NULL|EXPORT' | ForEach-Object { Disable-TlsCipherSuite -Name $_.Name }",
          'Get-TlsCipherSuite | Select-Object Name',
        ),
      ],
    },
    {
      text: 'Older generations: switch the ciphers off by name in the registry, then restart. The names hold a slash, so the keys are made through .NET.',
      commands: [
        command(
          'PowerShell',
          "$ciphers = [Microsoft.Win32.Registry]::LocalMachine.OpenSubKey('SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Ciphers', $true)",
          "foreach ($name in 'NULL', 'DES 56/56', 'RC4 40/128', 'RC4 56/128', 'RC4 64/128', 'RC4 128/128', 'Triple DES 168') {",
          "  $ciphers.CreateSubKey($name).SetValue('Enabled', 0, 'DWord')",
          '}',
        ),
      ],
    },
  ],
  rollback: 'Enable-TlsCipherSuite -Name with each suite, or delete the keys that were made; then restart.',
};

/** Managed domains: what a customer can and cannot set. */
export const hardenEntra: Resolution = {
  title: 'See the security settings of the managed domain',
  profiles: ['entra-ds'],
  generation: null,
  requires: entraAdministrator,
  steps: [
    {
      text: 'In the Azure portal open the managed domain and choose Security settings. Managed domains speak TLS 1.2 and customers can no longer choose older versions; their suites are chosen by Microsoft.',
    },
    {
      text: 'If this is seen all the same, look for a load balancer or an inspecting firewall on the way that ends TLS itself, and test from a machine inside the virtual network.',
    },
  ],
  rollback: 'Set the former choice on the same page.',
};

/** OpenLDAP, 389 Directory Server and Samba: one place for suites and groups. */
export const hardenElsewhere: Resolution = {
  title: 'Allow only current versions, suites and groups',
  profiles: ['ldap', 'ad-ds'],
  generation: 'OpenLDAP, 389 Directory Server and Samba',
  requires: root,
  steps: [
    {
      text: 'OpenLDAP: set the least version, the suites and the parameters, then restart slapd. Builds with GnuTLS, as on Debian, take a priority string alone.',
      commands: [
        command(
          'ini',
          '# OpenSSL builds',
          'TLSProtocolMin 3.3',
          'TLSCipherSuite ECDHE+AESGCM:ECDHE+CHACHA20:DHE+AESGCM:!aNULL',
          'TLSDHParamFile /etc/ldap/tls/dh2048.pem',
          '',
          '# GnuTLS builds',
          'TLSCipherSuite SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-RSA:-3DES-CBC',
        ),
        command('sh', 'openssl dhparam -out /etc/ldap/tls/dh2048.pem 2048', 'systemctl restart slapd'),
      ],
    },
    {
      text: '389 Directory Server: list what is enabled, take the default list, set the least version and restart.',
      commands: [
        command(
          'sh',
          'dsconf instance security ciphers list --enabled',
          'dsconf instance security ciphers set default',
          'dsconf instance security set --tls-protocol-min=TLS1.2',
          'dsctl instance restart',
        ),
      ],
    },
    {
      text: 'Samba: set the priority string in smb.conf and restart.',
      commands: [
        command('ini', '[global]', 'tls priority = SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-RSA:-3DES-CBC'),
        command('sh', 'testparm -s', 'systemctl restart samba-ad-dc'),
      ],
    },
  ],
  rollback: 'Put the former settings back and restart.',
};

/** openssl: offer one thing alone, which a healthy server refuses. */
export function opensslRefused(options: string, text: string): readonly Verification[] {
  const expect =
    'The handshake fails: "Cipher is (NONE)" or an alert. Current builds of OpenSSL lack some of what is asked for here, so test with an old build before you rely on it.';
  return [
    {
      tool: 'openssl',
      text,
      command: command('sh', `openssl s_client -connect {hostPort} -servername {host} ${options} </dev/null`),
      expect,
      transport: 'ldaps',
    },
    {
      tool: 'openssl',
      text,
      command: command('sh', `openssl s_client -starttls ldap -connect {hostPlainPort} -servername {host} ${options} </dev/null`),
      expect,
      transport: 'starttls',
    },
  ];
}
