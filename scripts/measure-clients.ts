import { now } from '#lib/clock.ts';
import { clientVerdicts } from '../lib/diagnosis/clients/client-verdicts.ts';
import { deepKnowledge } from '../lib/diagnosis/clients/testing/deep-knowledge.ts';
import { defaultSubject } from '../lib/diagnosis/subject.ts';
import { makeRangeMaterials } from '../lib/probe/testing/range/range-endpoint.ts';
import { measurableEndpoints, standServer } from '../lib/probe/testing/real-clients/client-range.ts';
import { familyPrograms, javaClients, outcomeOfRuns } from '../lib/probe/testing/real-clients/real-clients.ts';

/**
 * Sends every client of this machine to every broken server and prints what each did beside what this program says of it. Needs
 * openssl, python3, gnutls-cli, ldapsearch, libnss-wrapper, java and keytool. `node scripts/measure-clients.ts [part of an id]`
 */
const materials = await makeRangeMaterials();
let different = 0;
for (const endpoint of measurableEndpoints.filter(({ id }) => id.includes(process.argv[2] ?? ''))) {
  const { evidence, errand, stop } = await standServer(endpoint, materials);
  const knowledge = deepKnowledge(evidence, endpoint.revoked === true);
  const { verdicts = [] } = clientVerdicts(evidence, { subject: defaultSubject, now: now(), knowledge })[0] ?? {};
  const measured = {
    openssl: outcomeOfRuns(await Promise.all(familyPrograms.openssl.map((run) => run(errand)))),
    gnutls: outcomeOfRuns(await Promise.all(familyPrograms.gnutls.map((run) => run(errand)))),
    java: outcomeOfRuns(await javaClients([errand], errand.anchorsPem)),
  };
  const cells = verdicts.flatMap(({ client: { id }, outcome }) => {
    if (id === 'windows') return [`windows says ${outcome}`];
    if (outcome === measured[id]) return [`${id} ${outcome}`];
    different += 1;
    return [`${id} ${measured[id]}, SAYS ${outcome}`];
  });
  console.log(`${endpoint.id.padEnd(44)} ${cells.join(' | ')}`);
  await stop();
}
console.log(`${different} answers differ from what is said; where that is "depends", versions and settings decide.`);
