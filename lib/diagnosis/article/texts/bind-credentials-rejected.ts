import type { Article } from '../article.ts';
import { bindAs, bindSources } from '../bind-parts.ts';
import { ldpBind } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    '{host} was reached, TLS works, the directory answers, and it refuses the account that was given for this probe: result 49, invalidCredentials.',
    'Active Directory adds a number: 525 means that the account is not there, 52e that name or password is wrong. 52e is also what it says instead of some other reasons, so that strangers learn nothing. Other servers add nothing.',
  ],
  whyItMatters: [
    'LDAPS itself is well: other accounts sign in through this door. What the account was to prove, that a sign-in works from end to end, is not proved.',
    'If this is an account that applications use, they fail too. Every wrong try counts towards its lockout.',
  ],
  events: [],
  couldAlsoBe: [
    { text: 'The password is right, and the account may not sign in: the code says so then.', findingId: 'bind-account-restricted' },
    { text: 'The server demands channel binding: the answer is 49 as well, with data 80090346.', findingId: 'bind-needs-channel-binding' },
    {
      text: 'The password was changed, and this domain controller has not heard of it yet, or is not synchronized.',
      findingId: 'not-synchronized',
    },
    {
      text: 'A managed domain of Entra Domain Services has no password hash of the account: cloud accounts get one only after a password change, and none while NTLM password hash synchronization is off.',
    },
  ],
  resolve: [
    {
      title: 'Check name and password',
      profiles: ['ad-ds', 'ad-lds'],
      generation: null,
      requires: 'Whoever manages the account',
      steps: [
        {
          text: 'Give the account by its distinguished name or user principal name (name@{domain}), or as DOMAIN\\name; AD LDS takes distinguished names and user principal names of its own users.',
        },
        {
          text: 'See that the account exists, under exactly this name, and when its password was set.',
          commands: [
            {
              shell: 'PowerShell',
              text: 'Get-ADUser -Server {host} -Filter "UserPrincipalName -eq \'probe@{domain}\'" -Properties PasswordLastSet, LockedOut, Enabled, badPwdCount',
            },
          ],
        },
        {
          text: 'Set a new password and enter it here. Use an account of its own for probes, with no rights beyond reading.',
          commands: [
            {
              shell: 'PowerShell',
              text: "Set-ADAccountPassword -Server {host} -Identity probe -Reset -NewPassword (Read-Host -AsSecureString 'New password')",
            },
          ],
        },
      ],
      rollback: 'None; a former password cannot be had back.',
    },
    {
      title: 'Give the account a password hash',
      profiles: ['entra-ds'],
      generation: null,
      requires: 'User Administrator in the Entra tenant',
      steps: [
        {
          text: 'Let the person (or the administrator of the account) change its password and wait some minutes: a cloud account has a hash in the managed domain only after that. For accounts from an own forest, password hash synchronization has to be on.',
        },
        { text: 'Simple binds need NTLM password hash synchronization of the managed domain; see its security settings in the portal.' },
      ],
      rollback: null,
    },
    {
      title: 'Check name and password',
      profiles: ['ldap'],
      generation: null,
      requires: 'Administrator of the directory',
      steps: [
        {
          text: 'These servers take whole distinguished names only. See that the entry exists and has a userPassword, and set a new one.',
          commands: [
            {
              shell: 'sh',
              text: 'ldapsearch -Y EXTERNAL -H ldapi:/// -b "dc=example" "(uid=probe)" userPassword pwdAccountLockedTime\nldappasswd -Y EXTERNAL -H ldapi:/// -S "uid=probe,ou=people,dc=example"',
            },
          ],
        },
        { text: 'OpenLDAP with the password policy overlay and 389 DS lock accounts after several wrong tries, and still answer 49.' },
      ],
      rollback: null,
    },
  ],
  verify: [...bindAs('result 0 and the name of the account; "Invalid credentials (49)" otherwise.'), ...ldpBind()],
  inference: null,
  sources: bindSources,
};
