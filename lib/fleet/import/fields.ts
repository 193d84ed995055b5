/** The fields that a column of a list can be. Their ids are the heads of the columns of the export, so they never change. */
export const importFields = [
  'name',
  'port',
  'transport',
  'intervalSeconds',
  'slowAfterMs',
  'probedFrom',
  'site',
  'tags',
  'owner',
  'profile',
  'address',
  'standsForDomain',
  'expectedAddresses',
  'reachedFromOutside',
  'ldapsIntended',
  'warningDays',
  'warningPercent',
  'criticalDays',
  'criticalPercent',
  'paused',
  'pauseReason',
  'notes',
] as const;
export type ImportField = (typeof importFields)[number];

type FieldWords = {
  label: string;
  /** What a cell can be, in a few words. */
  cell: string;
  /** Heads that mean it, beside its id: letters and digits alone, in lower case. */
  heads: readonly string[];
};

export const fieldWords: Readonly<Record<ImportField, FieldWords>> = {
  name: {
    label: 'Host',
    cell: 'dc01.corp.example, dc01.corp.example:3269, ldaps://… or an address',
    heads: [
      'host',
      'hostname',
      'server',
      'servername',
      'fqdn',
      'dnsname',
      'dnshostname',
      'computer',
      'computername',
      'domaincontroller',
      'dc',
      'target',
      'url',
    ],
  },
  port: { label: 'Port', cell: '636 when left out', heads: ['ports', 'tcpport', 'ldapport', 'ldapsport', 'door'] },
  transport: { label: 'Protocol', cell: 'ldaps or starttls', heads: ['protocol', 'tls', 'scheme', 'security'] },
  intervalSeconds: { label: 'Interval', cell: 'seconds, 30 to 86400', heads: ['interval', 'checkinterval', 'checkedevery', 'frequency'] },
  slowAfterMs: { label: 'Slow from', cell: 'milliseconds', heads: ['slowafter', 'slow', 'slowfrom', 'slowms'] },
  probedFrom: { label: 'Probed from', cell: 'names of locations', heads: ['locations', 'location', 'from', 'probes'] },
  site: { label: 'Site', cell: 'text', heads: ['adsite', 'sitename', 'datacenter', 'datacentre', 'region', 'group'] },
  tags: { label: 'Tags', cell: 'with spaces or commas between them', heads: ['tag', 'labels', 'label', 'keywords'] },
  owner: { label: 'Owner', cell: 'a person or a team', heads: ['contact', 'team', 'responsible', 'owners', 'ownedby', 'managedby'] },
  profile: {
    label: 'Kind of server',
    cell: 'ad-ds, ad-lds, entra-ds or ldap',
    heads: ['kind', 'kindofserver', 'type', 'servertype', 'role'],
  },
  address: {
    label: 'Address',
    cell: 'an address to dial instead of asking DNS',
    heads: ['ip', 'ipaddress', 'ipv4', 'ipv4address', 'addr', 'dial'],
  },
  standsForDomain: { label: 'Stands for a domain', cell: 'yes or no', heads: ['domainname', 'isdomain'] },
  expectedAddresses: {
    label: 'Expected addresses',
    cell: 'with spaces between them',
    heads: ['expectedips', 'expected', 'expectedip', 'expectedaddress'],
  },
  reachedFromOutside: { label: 'Reached from outside', cell: 'yes or no', heads: ['external', 'public', 'internet', 'outside'] },
  ldapsIntended: { label: 'LDAPS intended', cell: 'yes or no', heads: ['ldaps', 'intended'] },
  warningDays: { label: 'Warning, days', cell: 'all four windows, or none', heads: ['warning', 'warndays', 'warn'] },
  warningPercent: { label: 'Warning, per cent', cell: 'of the lifetime', heads: ['warnpercent', 'warningshare'] },
  criticalDays: { label: 'Critical, days', cell: 'all four windows, or none', heads: ['critical', 'critdays', 'crit'] },
  criticalPercent: { label: 'Critical, per cent', cell: 'of the lifetime', heads: ['critpercent', 'criticalshare'] },
  paused: { label: 'Paused', cell: 'yes or no', heads: ['maintenance', 'disabled'] },
  pauseReason: { label: 'Reason of the pause', cell: 'text', heads: ['reason', 'maintenancereason'] },
  notes: { label: 'Notes', cell: 'Markdown', heads: ['note', 'comment', 'comments', 'description', 'remarks', 'remark'] },
};

const fieldOfHead: ReadonlyMap<string, ImportField> = new Map(
  importFields.flatMap((field) => [field, ...fieldWords[field].heads].map((head): [string, ImportField] => [head.toLowerCase(), field])),
);

/** The field that the head of a column means, in any case and with any spaces, hyphens and underscores; null for none. */
export const fieldNamed = (head: string): ImportField | null => fieldOfHead.get(head.toLowerCase().replace(/[^a-z0-9]/g, '')) ?? null;

/** A text that begins with apostrophes and then with what a spreadsheet takes for a formula (lib/export/table.ts). */
export const guardedStart = /^'+[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;
