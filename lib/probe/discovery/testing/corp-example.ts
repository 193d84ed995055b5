import type { Answer } from 'dns-packet';
import type { Zone } from '../../../simulation/dns-server.ts';
import { encodeEntry, encodeResult, type LdapRequest, operation } from '../../../simulation/ldap-messages.ts';
import type { LdapServerOptions, Misbehaviour } from '../../../simulation/ldap-server.ts';

export const host = 'dc1.corp.example';
const base = 'DC=corp,DC=example';
export const configuration = `CN=Configuration,${base}`;

export const srv = (name: string, targets: readonly string[]): Zone => ({
  [name]: {
    records: targets.map((target): Answer => ({ type: 'SRV', name, ttl: 60, data: { port: 389, priority: 0, weight: 100, target } })),
  },
});
export const nameRule = (text: string) =>
  /^[a-z0-9._-]+$/i.test(text)
    ? { ok: true as const, name: text.toLowerCase().replace(/\.$/, '') }
    : { ok: false as const, message: 'It holds a character that no name may hold.' };

export const zone: Zone = {
  ...srv('_ldap._tcp.dc._msdcs.corp.example', [host]),
  [host]: { A: ['127.0.0.1'] },
};

/** An entry of the directory: its name and attributes. */
export type Entry = [dn: string, attributes: Record<string, readonly string[]>];
export const servers: Entry[] = [
  [
    `CN=DC1,CN=Servers,CN=Berlin,CN=Sites,${configuration}`,
    { dNSHostName: ['DC1.corp.example'], serverReference: [`CN=DC1,OU=Domain Controllers,${base}`] },
  ],
  [
    `CN=RO1,CN=Servers,CN=Branch,CN=Sites,${configuration}`,
    { dNSHostName: ['ro1.corp.example'], serverReference: [`CN=RO1,OU=Domain Controllers,${base}`] },
  ],
];
export const settings: Entry[] = [
  [
    `CN=NTDS Settings,${servers[0]?.[0]}`,
    { objectCategory: [`CN=NTDS-DSA,CN=Schema,${configuration}`], options: ['1'], 'msDS-HasDomainNCs': [base] },
  ],
  [`CN=NTDS Settings,${servers[1]?.[0]}`, { objectCategory: [`CN=NTDS-DSA-RO,CN=Schema,${configuration}`], options: ['0'] }],
];
const child = 'DC=child,DC=corp,DC=example';
export const partitions: Entry[] = [
  [`CN=CORP,CN=Partitions,${configuration}`, { nCName: [base], dnsRoot: ['corp.example'], nETBIOSName: ['CORP'], systemFlags: ['3'] }],
  [
    `CN=CHILD,CN=Partitions,${configuration}`,
    {
      nCName: [child],
      dnsRoot: ['child.corp.example'],
      nETBIOSName: ['CHILD'],
      systemFlags: ['3'],
      trustParent: [`cn=corp,CN=Partitions,${configuration}`],
    },
  ],
  [`CN=Schema,CN=Partitions,${configuration}`, { nCName: [`CN=Schema,${configuration}`], dnsRoot: ['corp.example'], systemFlags: ['1'] }],
];

/** A directory that answers searches below the Configuration partition, in the order in which they come. */
export function directory(answers: readonly (readonly Entry[])[]): LdapServerOptions {
  let search = 0;
  return {
    accounts: { 'reader@corp.example': 'secret' },
    onRequest: (request: LdapRequest): Misbehaviour | undefined => {
      if (request.kind !== 'search' || request.baseDn === '') return undefined;
      const entries = answers[search++] ?? [];
      return {
        bytes: (messageId) =>
          Buffer.concat([
            ...entries.map(([dn, attributes]) => encodeEntry(messageId, dn, attributes)),
            encodeResult(messageId, operation.searchDone, 0),
          ]),
      };
    },
  };
}
export const bind = { dn: 'reader@corp.example', password: 'secret' };
export const sites: Entry[] = [[`CN=Berlin,CN=Sites,${configuration}`, {}]];
