import type { Article } from '../article.ts';
import { bindAs, bindSources } from '../bind-parts.ts';
import { openLdapIdentity } from '../sources.ts';
import { ldpBind } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'Port636 signed in to {host} with the account that is stored for it, and the server accepted it. Asked who it takes this session for ("Who am I?"), it named somebody else, or nobody at all (an anonymous session).',
    'Names are compared only where both have the same form: two distinguished names, two DOMAIN\\account names or two SIDs.',
  ],
  whyItMatters: [
    'Applications that bind this way get the rights of that other identity: too few, and searches come back empty without an error, or too many.',
    'An anonymous session after an accepted password may mean that the password was not checked at all. Then applications that take an accepted bind for a proof let anyone in.',
  ],
  events: [],
  couldAlsoBe: [
    { text: 'The server maps names on purpose: OpenLDAP by its rewrite overlay or a proxy backend, a virtual directory by its rules.' },
    { text: 'A load balancer hands requests of one session to several servers.', findingId: 'different-server-answered' },
    { text: 'The password was wrong: then the bind itself is refused.', findingId: 'bind-credentials-rejected' },
  ],
  resolve: [
    {
      title: 'See which account answers to that name',
      profiles: ['ad-ds', 'ad-lds', 'entra-ds'],
      generation: null,
      requires: 'Whoever may read accounts in the directory',
      steps: [
        {
          text: 'Search for the name that the bind uses. Active Directory tries it as a distinguished name, as a user principal name, as DOMAIN\\account and in further forms; two accounts with the same user principal name or service principal name lead astray.',
          commands: [
            {
              shell: 'PowerShell',
              text: "Get-ADUser -Server {host} -LDAPFilter '(|(userPrincipalName=probe@{domain})(sAMAccountName=probe))' -Properties userPrincipalName | Format-List DistinguishedName, UserPrincipalName, SamAccountName, SID",
            },
          ],
        },
        { text: 'Remove the double name from one of the accounts, or store the account in Port636 under its distinguished name.' },
      ],
      rollback: 'Put the former name back.',
    },
    {
      title: 'See who rewrites the name',
      profiles: ['ldap'],
      generation: 'OpenLDAP and 389 Directory Server',
      requires: 'root on the server',
      steps: [
        {
          text: 'OpenLDAP: look for rewriting and proxying in the configuration, and for a setting that lets empty binds through (bind_anon_cred, bind_anon_dn).',
          commands: [
            {
              shell: 'sh',
              text: "ldapsearch -Y EXTERNAL -H ldapi:/// -b cn=config '(|(objectClass=olcRwmConfig)(objectClass=olcLDAPConfig)(olcAllows=*))' olcAllows olcRwmRewrite olcDbURI",
            },
          ],
        },
        {
          text: '389 Directory Server: see whether binds without a password are allowed, and whether a pass-through or chaining plug-in answers for the account.',
          commands: [
            {
              shell: 'sh',
              text: 'dsconf instance config get nsslapd-allow-unauthenticated-binds\ndsconf instance plugin pass-through-auth show',
            },
          ],
        },
      ],
      rollback: null,
    },
  ],
  verify: [...bindAs('The account that you bound with, as dn: or u: and its name.'), ...ldpBind()],
  inference: null,
  sources: [...bindSources, openLdapIdentity],
};
