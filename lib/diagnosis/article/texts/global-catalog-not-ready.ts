import type { Article } from '../article.ts';
import { adtsGlobalCatalogReady, kb179442, kb816587, rootDseReference } from '../sources.ts';
import { ldapsearchRootDse, ldpConnect } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    '{host} answers on port {port}, which belongs to the global catalog, and its rootDSE says isGlobalCatalogReady FALSE. Either it is no global catalog (any more), or it was made one and has not yet taken in every domain of the forest.',
  ],
  whyItMatters: [
    'Searches through the global catalog come back short: people and groups of other domains are missing. Exchange and many applications with a forest-wide address book work with nothing else.',
    'Logons that need universal groups may fail, as long as no other global catalog can be reached.',
  ],
  events: [],
  couldAlsoBe: [
    { text: 'The server was promoted a short while ago: in a large forest the first copy takes hours.' },
    { text: 'It is no global catalog on purpose: then point clients elsewhere, and delete this endpoint.' },
    { text: 'Replication is broken altogether.', findingId: 'not-synchronized' },
  ],
  resolve: [
    {
      title: 'See whether it is meant to be one, and what holds it up',
      profiles: ['ad-ds'],
      generation: null,
      requires: 'Domain Admins or equivalent',
      steps: [
        {
          text: 'Ask whether the server has the role. Bit 1 of "options" of its NTDS Settings object makes a global catalog; IS_GC is shown when it is set.',
          commands: [{ shell: 'cmd', text: 'repadmin /options {host}\nrepadmin /showrepl {host}' }],
        },
        {
          text: 'It should have the role and has not: give it in Active Directory Sites and Services, under NTDS Settings > Properties > Global Catalog, or by command.',
          commands: [{ shell: 'cmd', text: 'repadmin /options {host} +IS_GC' }],
        },
        {
          text: 'It has the role and is not ready: the Directory Service log says which domain it waits for. Mend replication with a server of that domain, then look again.',
          commands: [{ shell: 'cmd', text: 'dcdiag /s:{host} /test:replications /test:advertising\nrepadmin /syncall {host} /A /d /e' }],
        },
      ],
      rollback: 'repadmin /options {host} -IS_GC takes the role away again.',
    },
    {
      title: 'Ask Microsoft',
      profiles: ['entra-ds'],
      generation: null,
      requires: 'Whoever may open support requests in the Azure portal',
      steps: [
        { text: 'Managed domains are replicated by Microsoft. Read Health of the managed domain, and open a support request if it lasts.' },
      ],
      rollback: null,
    },
  ],
  verify: [
    ...ldapsearchRootDse('isGlobalCatalogReady: TRUE', 'dnsHostName isGlobalCatalogReady isSynchronized'),
    ...ldpConnect('The rootDSE shows isGlobalCatalogReady: TRUE.'),
    {
      tool: 'PowerShell',
      text: 'Ask for both: the role, and whether it is ready (needs the Active Directory module).',
      command: {
        shell: 'PowerShell',
        text: '(Get-ADRootDSE -Server {host}).isGlobalCatalogReady\n(Get-ADDomainController -Identity {host}).IsGlobalCatalog',
      },
      expect: 'True and True.',
    },
    {
      tool: 'nslookup',
      text: 'See which global catalogs the forest announces. {domain} stands for the root of the forest here.',
      command: { shell: 'cmd', text: 'nslookup -type=SRV _gc._tcp.{domain}' },
      expect: '{host} among them, with port 3268, once it is ready.',
    },
  ],
  inference: null,
  sources: [adtsGlobalCatalogReady, rootDseReference, kb816587, kb179442],
};
