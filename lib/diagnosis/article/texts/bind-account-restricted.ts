import type { Article } from '../article.ts';
import { bindAs, bindSources } from '../bind-parts.ts';
import { ldpBind } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    '{host} knows the account that was given for this probe and does not let it sign in. The number after "data" in the answer tells why.',
    '530: not at this hour. 531: not from this computer. 532: the password has expired. 533: the account is disabled. 701: the account has expired. 773: the password has to be changed first. 775: the account is locked out.',
    '530 and 531 are told only to those who gave the right password; so the password is right then.',
  ],
  whyItMatters: [
    'LDAPS itself is well; this account is not. Applications that use the same account fail too, on every domain controller at once.',
    'A lockout often has a cause that goes on: an old password that some program keeps trying.',
  ],
  events: [],
  couldAlsoBe: [
    { text: 'Name or password is wrong: the code is 525 or 52e then.', findingId: 'bind-credentials-rejected' },
    { text: 'The server demands channel binding.', findingId: 'bind-needs-channel-binding' },
  ],
  resolve: [
    {
      title: 'Lift the restriction',
      profiles: ['ad-ds', 'ad-lds', 'entra-ds'],
      generation: null,
      requires: 'Account Operators or equivalent',
      steps: [
        {
          text: 'Look at what is set on the account.',
          commands: [
            {
              shell: 'PowerShell',
              text: 'Get-ADUser -Server {host} -Identity probe -Properties Enabled, LockedOut, AccountExpirationDate, PasswordExpired, PasswordLastSet, pwdLastSet, LogonWorkstations, logonHours, AccountLockoutTime',
            },
          ],
        },
        {
          text: '775 locked out: find the computer that keeps trying, then unlock. The domain controller with the PDC emulator role logs each lockout as event 4740 in its Security log.',
          commands: [
            {
              shell: 'PowerShell',
              text: "Get-WinEvent -ComputerName (Get-ADDomain).PDCEmulator -FilterHashtable @{LogName='Security'; Id=4740} -MaxEvents 5 | Format-List TimeCreated, Message\nUnlock-ADAccount -Server {host} -Identity probe",
            },
          ],
        },
        {
          text: '532 and 773, password: set a new one, without "must change at next logon".',
          commands: [
            {
              shell: 'PowerShell',
              text: "Set-ADAccountPassword -Server {host} -Identity probe -Reset -NewPassword (Read-Host -AsSecureString 'New password')\nSet-ADUser -Server {host} -Identity probe -ChangePasswordAtLogon $false",
            },
          ],
        },
        {
          text: '533 and 701, account: enable it or extend it, if it is meant to live.',
          commands: [
            {
              shell: 'PowerShell',
              text: 'Enable-ADAccount -Server {host} -Identity probe\nClear-ADAccountExpiration -Server {host} -Identity probe',
            },
          ],
        },
        {
          text: '530 and 531: widen the logon hours, or the list of computers, of the account (its page Account in Active Directory Users and Computers).',
        },
      ],
      rollback: 'Set what was changed back; the first command has shown it.',
    },
    {
      title: 'Lift the restriction on Samba and others',
      profiles: ['ldap', 'ad-ds'],
      generation: 'Samba, OpenLDAP, 389 Directory Server',
      requires: 'root on the server',
      steps: [
        {
          text: 'Samba: look at the account, then unlock, enable or give it a new password.',
          commands: [
            {
              shell: 'sh',
              text: 'samba-tool user show probe\nsamba-tool user unlock probe\nsamba-tool user enable probe\nsamba-tool user setpassword probe',
            },
          ],
        },
        {
          text: 'OpenLDAP with the password policy overlay: remove pwdAccountLockedTime from the entry. 389 DS: dsidm instance account unlock with the entry’s name.',
        },
      ],
      rollback: null,
    },
  ],
  verify: [...bindAs('result 0 and the name of the account.'), ...ldpBind()],
  inference: null,
  sources: bindSources,
};
