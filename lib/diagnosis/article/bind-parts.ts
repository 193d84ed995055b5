import type { Source, Verification } from './article.ts';
import { schannelErrorNumbers } from './certificate-sources.ts';
import {
  activeDirectoryBindCodes,
  adtsChannelBinding,
  adtsWhoAmI,
  channelBindingTrustedSec,
  event1220Article,
  kb935834,
  kb4520412,
  ldapSigning,
  ldapSigningWiki,
  rfc4511,
  rfc4513,
  rfc4532,
  sectionOf,
} from './sources.ts';

/** Binds over TLS and asks who one is: the last step of Microsoft's verification, by machine. The password is asked for, never given. */
export function bindAs(expect: string): readonly Verification[] {
  const text = 'Bind as the account and ask the server who it takes you for. The password is asked for.';
  const demand = 'LDAPTLS_REQCERT=demand LDAPTLS_CACERT=ca.pem ldapwhoami';
  return [
    {
      tool: 'ldapsearch',
      text,
      command: { shell: 'sh', text: `${demand} -H {url} -x -D "probe@{domain}" -W` },
      expect,
      transport: 'ldaps',
    },
    {
      tool: 'ldapsearch',
      text,
      command: { shell: 'sh', text: `${demand} -ZZ -H {plainUrl} -x -D "probe@{domain}" -W` },
      expect,
      transport: 'starttls',
    },
    {
      tool: 'PowerShell',
      text: 'Bind over LDAPS as a Windows client does, with the account that you enter.',
      command: {
        shell: 'PowerShell',
        text: [
          'Add-Type -AssemblyName System.DirectoryServices.Protocols',
          "$ldap = [DirectoryServices.Protocols.LdapConnection]::new('{hostPort}')",
          '$ldap.SessionOptions.SecureSocketLayer = $true',
          '$ldap.SessionOptions.ProtocolVersion = 3',
          "$ldap.AuthType = 'Basic'",
          '$ldap.Bind((Get-Credential).GetNetworkCredential())',
        ].join('\n'),
      },
      expect: 'No exception; otherwise its ServerErrorMessage holds the code after "data".',
      transport: 'ldaps',
    },
  ];
}

/** What every article about a bind rests on. */
export const bindSources: readonly Source[] = [
  sectionOf(rfc4511, '4.2 Bind operation; appendix A'),
  sectionOf(rfc4513, '5 Bind operation'),
  activeDirectoryBindCodes,
  rfc4532,
  adtsWhoAmI,
  sectionOf(event1220Article, 'Verify'),
];

export const channelBindingSources: readonly Source[] = [
  adtsChannelBinding,
  kb4520412,
  ldapSigning,
  channelBindingTrustedSec,
  schannelErrorNumbers,
];

export const signingSources: readonly Source[] = [kb935834, ldapSigning, ldapSigningWiki];
