/**
 * Healthy directory servers as a process of their own, in whatever network it is started. Arguments: the address to listen on, the file of
 * certificate chain and key, then the names of the servers. Says their ports as JSON on one line.
 */
import { readFileSync } from 'node:fs';
import { startLdapServer } from '../../simulation/ldap-server.ts';

const [address = '127.0.0.1', file = '', ...names] = process.argv.slice(2);
const pem = readFileSync(file, 'utf8');
const servers = await Promise.all(names.map((hostName) => startLdapServer({ address, tls: { cert: pem, key: pem }, hostName })));
process.stdout.write(`${JSON.stringify(servers.map(({ port }) => port))}\n`);
