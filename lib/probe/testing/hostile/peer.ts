import type { SimulatedServer } from '../../../simulation/listener.ts';
import type { ProbeTarget, StageName } from '../../evidence.ts';
import type { ProbeOptions } from '../../options.ts';
import type { TestAuthority } from '../probe-setup.ts';

/** One way in which a peer abuses whoever probes it, and where the probe must say that it ended. */
export type HostilePeer = {
  /** What it does, as in "a peer that …". */
  name: string;
  /** The stage that tells, and the code there (or `ok`, where only the verdict tells). */
  stage: StageName;
  code: string;
  /** The finding that must be there. */
  finding: string;
  transport?: ProbeTarget['transport'];
  /** Starts it; certificates come from the authority that the probe trusts, so that nothing but the abuse is wrong. */
  start: (authority: TestAuthority) => Promise<SimulatedServer>;
  /** How the probe is made besides its defaults. */
  options?: Partial<ProbeOptions>;
};
