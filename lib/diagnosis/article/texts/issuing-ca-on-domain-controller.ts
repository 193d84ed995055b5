import type { Article } from '../article.ts';
import {
  backupCaReference,
  caNamingAnswer,
  caNamingWiki,
  certutilReference,
  enrollmentServices,
  restoreCaReference,
} from '../certificate-sources.ts';
import { event1220Article } from '../sources.ts';
import { ldapsearchRootDse, ldpConnect, opensslLeaf, powershellSslStream } from '../verify.ts';

/** Where the forest says that its CAs run: the directory names the host of each. */
const listAuthorities = [
  "$base = 'CN=Enrollment Services,CN=Public Key Services,CN=Services,' + (Get-ADRootDSE).configurationNamingContext",
  'Get-ADObject -SearchBase $base -Filter \'objectClass -eq "pKIEnrollmentService"\' -Properties dNSHostName | Format-Table Name, dNSHostName',
].join('\n');

export const article: Article = {
  whatHappened: [
    'The CA that issued the certificate of {host} has the name that Windows proposes when the CA role is set up: NetBIOS name of the domain, name of the server, CA. The server in that name is a registered domain controller.',
    'So the CA probably runs on that domain controller, or did when it was set up.',
  ],
  whyItMatters: [
    'Nothing fails for this. Microsoft’s article on Event 1220 describes that setup and advises against it in most cases.',
    'Both roles hold what the whole forest hangs on, and they get in each other’s way. A domain controller with a CA on it cannot be renamed or demoted before the CA is gone. Restoring one of them drags the other along, and whoever administers the one administers the other.',
  ],
  events: [],
  couldAlsoBe: [
    {
      text: 'The name was chosen by hand, or the CA has moved since: a CA keeps its name when it moves. The directory tells where it runs.',
    },
    { text: 'A server of the same short name in another domain of the forest.' },
    { text: 'The certificate that is served is that of the CA itself.', findingId: 'certificate-is-ca' },
  ],
  resolve: [
    {
      title: 'See where the CA runs',
      profiles: ['ad-ds'],
      generation: null,
      requires: 'Any account of the forest, with the Active Directory module for PowerShell',
      steps: [
        {
          text: 'List the Enterprise CAs of the forest with the host of each.',
          commands: [{ shell: 'PowerShell', text: listAuthorities }],
        },
        { text: 'If the host is not a domain controller, nothing has to be done: the name is left from before.' },
      ],
      rollback: null,
    },
    {
      title: 'Move the CA to a member server',
      profiles: ['ad-ds'],
      generation: 'Windows Server 2012 to 2025',
      requires: 'Enterprise Admins, and administrator of both servers',
      steps: [
        {
          text: 'Plan it as a project of its own, and try it in a lab. The CA keeps its name and its key, so that what it issued stays good; the addresses of its revocation lists have to go on working.',
        },
        {
          text: 'On the old server, save key, database and settings, then stop the CA. Keep the folder as safe as the key itself.',
          commands: [
            {
              shell: 'PowerShell',
              text: [
                "Backup-CARoleService -Path C:\\CABackup -Password (Read-Host -AsSecureString 'Backup password')",
                'reg export HKLM\\SYSTEM\\CurrentControlSet\\Services\\CertSvc\\Configuration C:\\CABackup\\ca.reg',
                'Stop-Service certsvc',
              ].join('\n'),
            },
          ],
        },
        {
          text: 'Remove the CA role from the domain controller. This also takes the CA out of the list of the forest; the next step puts it back.',
          commands: [{ shell: 'PowerShell', text: 'Uninstall-AdcsCertificationAuthority\nUninstall-WindowsFeature ADCS-Cert-Authority' }],
        },
        {
          text: 'On the new server, set the role up with the saved key (write the CA’s type and the name of the saved file), then restore the database. Look through ca.reg for the old server’s name before you import it.',
          commands: [
            {
              shell: 'PowerShell',
              text: [
                'Install-WindowsFeature ADCS-Cert-Authority -IncludeManagementTools',
                "$password = Read-Host -AsSecureString 'Backup password'",
                "Install-AdcsCertificationAuthority -CAType EnterpriseRootCA -CertFile 'C:\\CABackup\\CANAME.p12' -CertFilePassword $password",
                'Stop-Service certsvc',
                'Restore-CARoleService -Path C:\\CABackup -DatabaseOnly -Force',
                'reg import C:\\CABackup\\ca.reg',
                'Start-Service certsvc',
              ].join('\n'),
            },
          ],
        },
        {
          text: 'Publish the templates again, publish a revocation list, and enrol one domain controller as a test.',
          commands: [{ shell: 'cmd', text: 'certutil -crl\ncertutil -pulse' }],
        },
      ],
      rollback:
        'Until the role is removed, start the service on the old server again. Afterwards, set it up there anew from the same backup: key, database and settings are all in it.',
    },
    {
      title: 'Or replace the CA',
      profiles: ['ad-ds'],
      generation: 'Windows Server 2003 to 2008 R2, or where the key may be exposed',
      requires: 'Enterprise Admins',
      steps: [
        {
          text: 'Set up a new CA with a new key on a server of its own, let it publish the templates, and take them out of the old CA’s list. Renewals then go to the new one.',
        },
        {
          text: 'Keep the old CA and its revocation list until the last certificate it issued has ended, then remove it.',
          commands: [{ shell: 'cmd', text: 'certutil -crl' }],
        },
      ],
      rollback: 'Give the templates back to the old CA.',
    },
  ],
  verify: [
    {
      tool: 'PowerShell',
      text: 'List the Enterprise CAs of the forest with the host of each.',
      command: { shell: 'PowerShell', text: listAuthorities },
      expect: 'No dNSHostName that is a domain controller.',
    },
    {
      tool: 'certutil',
      text: 'Ask the directory for the CAs and each CA whether it answers.',
      command: { shell: 'cmd', text: 'certutil -TCAInfo' },
      expect: 'Every CA with its host, and the templates it issues.',
    },
    ...opensslLeaf('issuer names the CA; after a move it has the same name as before.'),
    ...ldpConnect(),
    ...ldapsearchRootDse(),
    ...powershellSslStream('Issuer names the CA.'),
  ],
  inference:
    'The common name of the issuer equals the name that AD CS proposes for a CA on a registered domain controller. Anybody may choose any name, and a CA keeps its name when it moves; with another first part than the domain’s first label the match is weaker (low confidence).',
  sources: [event1220Article, caNamingAnswer, caNamingWiki, enrollmentServices, backupCaReference, restoreCaReference, certutilReference],
};
