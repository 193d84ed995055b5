import type { Command, Resolution, Shell } from './article.ts';
import {
  domainAdmins,
  entraAdministrator,
  renewServerCertificateStep,
  root,
  serverAdministrator,
  windows2003,
  windows2008AndLater,
} from './resolve-parts.ts';

const command = (shell: Shell, ...lines: string[]): Command => ({ shell, text: lines.join('\n') });

/** Which certificate a domain controller takes, and how to leave it one choice. */
const chooseOnDomainController: Resolution = {
  title: 'Leave the domain controller one certificate to choose, and load it',
  profiles: ['ad-ds'],
  generation: windows2008AndLater,
  requires: domainAdmins,
  steps: [
    {
      text: 'On {host}, list what can be chosen: the machine store, and the store of the directory service (NTDS\\Personal), which is used first when it holds a certificate.',
      commands: [
        command(
          'PowerShell',
          'Get-ChildItem Cert:\\LocalMachine\\My | Sort-Object NotAfter | Format-Table Subject, NotBefore, NotAfter, HasPrivateKey, SerialNumber, Thumbprint',
        ),
        command('cmd', 'certutil -v -store -service -service NTDS\\MY'),
      ],
    },
    {
      text: 'Among several that fit, sources disagree about the choice: KB 321051 says both that the first valid one is taken and that the choice is random, and an analysis of the program saw the most distant end win. So do not rely on it: keep only the one that should be served in the store that is used first.',
    },
    {
      text: 'See why the right one may be passed over: its private key cannot be read, or the server cannot build its chain.',
      commands: [command('cmd', 'certutil -verifystore MY')],
    },
    {
      text: 'Move the right certificate, with its key, into NTDS\\Personal (Certificates snap-in, Service account, Active Directory Domain Services), or remove the older one there so that the machine store is used. Export what you remove, with its key, first.',
    },
    renewServerCertificateStep,
    {
      text: 'Connections that stand keep their certificate; new ones show the new one. If they do not, the documents ask for a restart of the server for a certificate in the machine store.',
    },
  ],
  rollback: 'Import the exported certificate again and load once more.',
};

const chooseOn2003: Resolution = {
  title: 'Leave one certificate in the machine store, and restart',
  profiles: ['ad-ds'],
  generation: windows2003,
  requires: domainAdmins,
  steps: [
    { text: 'On {host}, list the machine store.', commands: [command('cmd', 'certutil -v -store MY')] },
    {
      text: 'Export the certificate that should not be served with its key, remove it in the Certificates snap-in for the Computer account, and restart the server: this generation has no store of the directory service and takes up certificates at start.',
    },
  ],
  rollback: 'Import the exported certificate again and restart.',
};

const chooseOnLightweight: Resolution = {
  title: 'Leave the AD LDS instance one certificate, and restart it',
  profiles: ['ad-lds'],
  generation: null,
  requires: serverAdministrator,
  steps: [
    {
      text: 'On {host}, start mmc as administrator, add the snap-in Certificates, choose Service account, Local computer and the service of the instance (ADAM_ and the instance’s name), and compare serial numbers under Personal with the one served.',
    },
    {
      text: 'Export with its key, then remove, what should not be served; see that the account of the service may read the key of the other.',
    },
    {
      text: 'Restart the service of the instance; its name is listed by the first command.',
      commands: [
        command('PowerShell', 'Get-Service ADAM_* | Select-Object Name, DisplayName, Status', "Restart-Service -Name 'ADAM_instance1'"),
      ],
    },
  ],
  rollback: 'Import the exported certificate again and restart the instance.',
};

const chooseOnEntra: Resolution = {
  title: 'See which certificate the managed domain was given',
  profiles: ['entra-ds'],
  generation: null,
  requires: entraAdministrator,
  steps: [
    {
      text: 'In the Azure portal open the managed domain, choose Secure LDAP, and compare the thumbprint and the end shown there with the certificate that is served.',
    },
    {
      text: 'If it is not the one you meant, choose Change certificate, upload the PFX file and save. It takes some minutes until every server of the managed domain has it.',
    },
  ],
  rollback: 'Upload the former PFX file while it is valid.',
};

const sambaSteps: Resolution['steps'] = [
  {
    text: 'Compare the certificate on disk with the one served: tls certfile names it.',
    commands: [
      command(
        'sh',
        'testparm -s 2>/dev/null | grep -i "tls .*file"',
        'openssl x509 -in /var/lib/samba/private/tls/server-chain.pem -noout -serial -dates -fingerprint -sha256',
      ),
    ],
  },
  { text: 'Restart Samba, so that it reads the files again.', commands: [command('sh', 'systemctl restart samba-ad-dc')] },
];

const chooseOnSamba: Resolution = {
  title: 'Let Samba read its files again',
  profiles: ['ad-ds'],
  generation: 'Samba, as an Active Directory domain controller',
  requires: root,
  steps: sambaSteps,
  rollback: 'Put the former files back and restart.',
};

const chooseElsewhere: Resolution = {
  title: 'Let the service read its files again',
  profiles: ['ldap'],
  generation: 'OpenLDAP, 389 Directory Server and Samba',
  requires: root,
  steps: [
    {
      text: 'OpenLDAP: see which files are configured and what they hold.',
      commands: [
        command('sh', 'ldapsearch -Q -Y EXTERNAL -H ldapi:/// -LLL -b cn=config -s base olcTLSCertificateFile olcTLSCertificateKeyFile'),
        command('sh', 'openssl x509 -in /etc/ldap/tls/server-chain.pem -noout -serial -dates -fingerprint -sha256'),
      ],
    },
    {
      text: 'OpenLDAP reads the files at start and when the settings are written. With cn=config, write the same value once more and nothing has to be restarted; with slapd.conf, restart.',
      commands: [
        command(
          'ldif',
          'dn: cn=config',
          'changetype: modify',
          'replace: olcTLSCertificateFile',
          'olcTLSCertificateFile: /etc/ldap/tls/server-chain.pem',
        ),
        command('sh', 'ldapmodify -Y EXTERNAL -H ldapi:/// -f tls.ldif'),
        command('sh', 'systemctl restart slapd'),
      ],
    },
    {
      text: '389 Directory Server: see which certificate it names, and restart.',
      commands: [command('sh', 'dsconf instance security certificate list', 'dsctl instance restart')],
    },
    {
      text: 'Samba: tls certfile in smb.conf names the file; restart to have it read again.',
      commands: [command('sh', 'systemctl restart samba-ad-dc')],
    },
  ],
  rollback: 'Put the former files back and let them be read again.',
};

/** For every kind of server: see which certificates it can choose from, leave the right one, and load it. */
export const loadRightCertificate: readonly Resolution[] = [
  chooseOnDomainController,
  chooseOn2003,
  chooseOnSamba,
  chooseOnLightweight,
  chooseOnEntra,
  chooseElsewhere,
];
