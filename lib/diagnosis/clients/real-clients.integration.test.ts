import { beforeAll, describe, expect, it } from 'vitest';
import { now } from '#lib/clock.ts';
import { makeRangeMaterials, type RangeMaterials } from '../../probe/testing/range/range-endpoint.ts';
import { measurableEndpoints, standServer } from '../../probe/testing/real-clients/client-range.ts';
import { familyPrograms, outcomeOfRuns } from '../../probe/testing/real-clients/real-clients.ts';
import { defaultSubject } from '../subject.ts';
import { clientVerdicts } from './client-verdicts.ts';
import { deepKnowledge } from './testing/deep-knowledge.ts';

/** What versions and policies of systems decide: there is nothing more to say of it than that. */
const decidedByVersion = {
  openssl: [
    'anchor/leaf',
    'anchor/leaf-of-known-issuer-not-sent',
    'anchor/issuing-authority',
    // Python verifies strictly from 3.13 on.
    'chain/strict-profile',
    'certificate/is-ca',
    'certificate/empty-subject',
    // Python has suites of its own, and those of OpenSSL where Debian built it.
    'tls/static-rsa',
    'usage/may-not-encipher',
  ],
  gnutls: ['tls/1.0-only', 'tls/1.1-only'],
} as const;

const families = ['openssl', 'gnutls'] as const;

describe('what is said of a family of clients is what its programs do', () => {
  let materials: RangeMaterials;
  beforeAll(async () => {
    materials = await makeRangeMaterials();
  });

  it.each(measurableEndpoints.map((endpoint) => [endpoint.id, endpoint] as const))('%s', async (id, endpoint) => {
    const { evidence, errand, stop } = await standServer(endpoint, materials);
    try {
      const knowledge = deepKnowledge(evidence, endpoint.revoked === true);
      const [lens] = clientVerdicts(evidence, { subject: defaultSubject, now: now(), knowledge });
      for (const family of families) {
        const said = lens?.verdicts.find(({ client }) => client.id === family)?.outcome;
        const runs = await Promise.all(familyPrograms[family].map((program) => program(errand)));
        const did = decidedByVersion[family].some((each) => each === id) ? 'depends' : outcomeOfRuns(runs);
        expect({ family, said, runs }).toMatchObject({ said: did });
      }
    } finally {
      await stop();
    }
  });
});
