import type { Command, Shell, Verification } from './article.ts';

const command = (shell: Shell, text: string): Command => ({ shell, text });

/**
 * Builders of verifications that many articles share. Each returns a list: where LDAPS and StartTLS need different words,
 * both forms are in it and `fillArticle` keeps the one that fits the target. `expect` is what a healthy server answers.
 */

/** ldp.exe: connect and read the rootDSE. */
export function ldpConnect(
  expect = 'The right pane shows the rootDSE of the server, beginning with "Established connection to {host}".',
): readonly Verification[] {
  return [
    {
      tool: 'ldp.exe',
      text: 'Connection > Connect: Server {host}, Port {port}, SSL ticked, Connectionless cleared, then OK.',
      command: null,
      expect: `${expect} "Cannot open connection" means that LDAPS does not work.`,
      transport: 'ldaps',
    },
    {
      tool: 'ldp.exe',
      text: 'Connection > Connect: Server {host}, Port {plainPort}, SSL and Connectionless cleared, then OK. Then Options > TLS > StartTLS.',
      command: null,
      expect: `${expect} StartTLS ends without an error.`,
      transport: 'starttls',
    },
  ];
}

/** ldp.exe: connect, then bind as the person who runs it; the machine-readable form is "Who am I?". */
export function ldpBind(): readonly Verification[] {
  return ldpConnect('The rootDSE is shown; after Connection > Bind > OK the pane names the user and the domain you bound with.');
}

/** openssl s_client with the chain shown and name and chain verified. */
export function opensslConnect(
  expect = 'The certificate chain is printed and the last lines say "Verify return code: 0 (ok)".',
): readonly Verification[] {
  const options = '-servername {host} -verify_hostname {host} -showcerts -verify_return_error -CAfile ca.pem </dev/null';
  const text = 'Ask for the certificate, and check chain and name. ca.pem holds the roots that your clients trust.';
  return [
    { tool: 'openssl', text, command: command('sh', `openssl s_client -connect {hostPort} ${options}`), expect, transport: 'ldaps' },
    {
      tool: 'openssl',
      text,
      command: command('sh', `openssl s_client -starttls ldap -connect {hostPlainPort} ${options}`),
      expect,
      transport: 'starttls',
    },
  ];
}

/** openssl: prints the leaf's dates, names and usages. */
export function opensslLeaf(
  expect = 'Dates that include today, the name {host} among the DNS names, and TLS Web Server Authentication.',
): readonly Verification[] {
  const read = '| openssl x509 -noout -subject -issuer -dates -ext subjectAltName,keyUsage,extendedKeyUsage';
  const text = 'Print names, dates and usages of the certificate that is served.';
  return [
    {
      tool: 'openssl',
      text,
      command: command('sh', `openssl s_client -connect {hostPort} -servername {host} </dev/null 2>/dev/null ${read}`),
      expect,
      transport: 'ldaps',
    },
    {
      tool: 'openssl',
      text,
      command: command('sh', `openssl s_client -starttls ldap -connect {hostPlainPort} -servername {host} </dev/null 2>/dev/null ${read}`),
      expect,
      transport: 'starttls',
    },
  ];
}

/** openssl: one handshake of a given version, such as `-tls1_2`. */
export function opensslVersion(option: '-tls1_2' | '-tls1_3', expect: string): readonly Verification[] {
  const text = `Offer this version alone (${option === '-tls1_2' ? 'TLS 1.2' : 'TLS 1.3'}).`;
  return [
    {
      tool: 'openssl',
      text,
      command: command('sh', `openssl s_client -connect {hostPort} -servername {host} ${option} </dev/null`),
      expect,
      transport: 'ldaps',
    },
    {
      tool: 'openssl',
      text,
      command: command('sh', `openssl s_client -starttls ldap -connect {hostPlainPort} -servername {host} ${option} </dev/null`),
      expect,
      transport: 'starttls',
    },
  ];
}

/** ldapsearch of the rootDSE over TLS with the certificate demanded. */
export function ldapsearchRootDse(
  expect = 'The attributes of the rootDSE and "result: 0 Success".',
  attributes = 'dnsHostName defaultNamingContext supportedControl',
): readonly Verification[] {
  const text = 'Read the rootDSE over TLS, with the certificate checked against ca.pem.';
  const demand = 'LDAPTLS_REQCERT=demand LDAPTLS_CACERT=ca.pem ldapsearch';
  return [
    {
      tool: 'ldapsearch',
      text,
      command: command('sh', `${demand} -H {url} -x -s base -b "" ${attributes}`),
      expect,
      transport: 'ldaps',
    },
    {
      tool: 'ldapsearch',
      text,
      command: command('sh', `${demand} -ZZ -H {plainUrl} -x -s base -b "" ${attributes}`),
      expect,
      transport: 'starttls',
    },
  ];
}

/** ldapsearch of the rootDSE without TLS: is the directory itself alive? */
export function ldapsearchPlainRootDse(
  expect = 'The rootDSE and "result: 0 Success": the directory itself is alive.',
): readonly Verification[] {
  return [
    {
      tool: 'ldapsearch',
      text: 'Read the rootDSE without TLS; nothing secret is sent.',
      command: command('sh', 'ldapsearch -H {plainUrl} -x -s base -b "" dnsHostName currentTime'),
      expect,
    },
  ];
}

/** PowerShell: handshake and the certificate's main facts, nothing verified. */
export function powershellSslStream(
  expect = 'Subject, names, NotAfter, thumbprint and usages of the certificate that is served.',
): readonly Verification[] {
  return [
    {
      tool: 'PowerShell',
      text: 'Fetch the certificate without checking it.',
      command: command(
        'PowerShell',
        [
          "$tcp = [Net.Sockets.TcpClient]::new('{host}', {port})",
          '$tls = [Net.Security.SslStream]::new($tcp.GetStream(), $false, {$true})',
          "$tls.AuthenticateAsClient('{host}')",
          '$tls.SslProtocol',
          '[Security.Cryptography.X509Certificates.X509Certificate2]$tls.RemoteCertificate |',
          '  Format-List Subject, DnsNameList, NotBefore, NotAfter, Issuer, Thumbprint, EnhancedKeyUsageList',
        ].join('\n'),
      ),
      expect,
      transport: 'ldaps',
    },
    {
      tool: 'PowerShell',
      text: 'Connect and start TLS as a Windows client does, with the certificate checked.',
      command: command(
        'PowerShell',
        [
          'Add-Type -AssemblyName System.DirectoryServices.Protocols',
          "$ldap = [DirectoryServices.Protocols.LdapConnection]::new('{hostPlainPort}')",
          '$ldap.SessionOptions.ProtocolVersion = 3',
          '$ldap.SessionOptions.StartTransportLayerSecurity($null)',
          '$ldap.SessionOptions.SslInformation',
        ].join('\n'),
      ),
      expect: 'Protocol, cipher and key length are printed; no exception.',
      transport: 'starttls',
    },
  ];
}

/** PowerShell: does the port accept a connection from here? */
export function powershellPortCheck(expect = 'TcpTestSucceeded : True'): readonly Verification[] {
  return [
    {
      tool: 'PowerShell',
      text: 'Test the TCP connection from the computer that fails.',
      command: command('PowerShell', 'Test-NetConnection {host} -Port {port} -InformationLevel Detailed'),
      expect,
    },
  ];
}

/** openssl as the portable port check: it tells "refused" from "timed out". */
export function opensslPortCheck(expect = 'The first line says CONNECTED.'): readonly Verification[] {
  return [
    {
      tool: 'openssl',
      text: 'Test the TCP connection to this one address from the computer that fails.',
      command: command('sh', 'timeout 10 openssl s_client -connect {addressPort} </dev/null'),
      expect,
    },
  ];
}

/** PowerShell on the server: is anything listening? */
export function powershellListening(
  expect = 'A line in state Listen; OwningProcess is lsass on a domain controller.',
): readonly Verification[] {
  return [
    {
      tool: 'PowerShell',
      text: 'On {host}: see which process listens on the port.',
      command: command(
        'PowerShell',
        'Get-NetTCPConnection -LocalPort {port} -State Listen | Select-Object LocalAddress, LocalPort, @{n="Process"; e={(Get-Process -Id $_.OwningProcess).Name}}',
      ),
      expect,
    },
  ];
}

/** certutil on the server: keys of the machine store. */
export function certutilVerifyStore(
  expect = 'The certificate of the server is listed with "Encryption test passed" and "Certificate is valid".',
): readonly Verification[] {
  return [
    {
      tool: 'certutil',
      text: 'On {host}, as administrator: check chain and private key of the certificates in the machine store.',
      command: command('cmd', 'certutil -verifystore MY'),
      expect,
    },
  ];
}

/** certutil on the server: the store of the directory service, which is used before the machine store. */
export function certutilDirectoryStore(expect = 'The certificate that should be served, with its key container.'): readonly Verification[] {
  return [
    {
      tool: 'certutil',
      text: 'On {host}, as administrator: list the store of the directory service. What is found here is used before the machine store.',
      command: command('cmd', 'certutil -v -store -service -service NTDS\\MY'),
      expect,
    },
  ];
}

/** certutil on any Windows computer: chain, revocation and usages of a saved certificate. */
export function certutilVerify(
  expect = 'The output ends with "Leaf certificate revocation check passed" and names no error.',
): readonly Verification[] {
  return [
    {
      tool: 'certutil',
      text: 'Save the served certificate as server.cer and verify it as a Windows client does, with everything fetched anew.',
      command: command('cmd', 'certutil -v -urlfetch -verify server.cer > verify.txt'),
      expect,
    },
  ];
}

/** The newest events of a number, read from the server. */
export function eventLog(
  log: 'Directory Service' | 'System',
  ids: readonly [number, ...number[]],
  expect: string,
  text = 'Read the newest events of the server (needs rights on its event log).',
): readonly Verification[] {
  const provider = log === 'System' ? "; ProviderName='Schannel'" : '';
  return [
    {
      tool: 'event log',
      text,
      command: command(
        'PowerShell',
        `Get-WinEvent -ComputerName {host} -FilterHashtable @{LogName='${log}'${provider}; Id=${ids.join(',')}} -MaxEvents 5 | Format-List TimeCreated, Id, Message`,
      ),
      expect,
    },
  ];
}

/** Windows resolver, then a named server. */
export function nslookup(expect = 'Every address of {host}, and no address that should not be there.'): readonly Verification[] {
  return [{ tool: 'nslookup', text: 'Ask the DNS server of this computer.', command: command('cmd', 'nslookup {host}'), expect }];
}

/** Both address types, answer section and status. */
export function dig(expect = 'status: NOERROR and at least one A or AAAA record.'): readonly Verification[] {
  return [
    {
      tool: 'dig',
      text: 'Ask for both address types and look at status and answers.',
      command: command('sh', 'dig {host} A; dig {host} AAAA'),
      expect,
    },
  ];
}
