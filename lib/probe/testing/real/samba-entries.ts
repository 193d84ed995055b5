import { randomUUID } from 'node:crypto';
import { runProgram } from './program.ts';
import type { SambaFolder } from './samba-server.ts';

const addLdif = `import sys
from samba.samdb import SamDB
from samba.param import LoadParm
from samba.auth import system_session
settings = LoadParm()
settings.load(sys.argv[1])
SamDB(url=sys.argv[2], session_info=system_session(), lp=settings).add_ldif(sys.stdin.read(), controls=['relax:0'])
`;

/** Adds entries to the directory's own database, also such as no client may write. */
export async function addEntries({ configuration, database }: SambaFolder, ldif: string): Promise<void> {
  await runProgram('/usr/bin/python3', ['-c', addLdif, configuration, database], ldif);
}

/** What promotion writes about a server: its computer, its place in a site, and that it is a domain controller. */
export function serverEntries({ name, site, globalCatalog }: { name: string; site: string; globalCatalog: boolean }, base: string): string {
  const computer = `CN=${name.toUpperCase()},OU=Domain Controllers,${base}`;
  const server = `CN=${name.toUpperCase()},CN=Servers,CN=${site},CN=Sites,CN=Configuration,${base}`;
  const host = `${name}.samba.test`;
  return [
    `dn: ${computer}\nobjectClass: computer\nsAMAccountName: ${name.toUpperCase()}$\nuserAccountControl: 532480\ndNSHostName: ${host}\n`,
    `dn: ${server}\nobjectClass: server\ndNSHostName: ${host}\nserverReference: ${computer}\n`,
    `dn: CN=NTDS Settings,${server}\nobjectClass: nTDSDSA\noptions: ${globalCatalog ? 1 : 0}\nmsDS-HasDomainNCs: ${base}\nhasMasterNCs: ${base}\ninvocationId: ${randomUUID()}\nsystemFlags: 33554432\n`,
  ].join('\n');
}
