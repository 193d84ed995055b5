import type { Renewal } from './views.ts';

/** A leaf served now; hosts by number. */
export type ServedLeaf = { sha256: string; predecessor: string | null; doors: number; hosts: readonly number[] };

/** A plan that is not closed. `host` is the number of the host it is for, null when it is for all that serve the certificate. */
export type PlanRow = {
  id: string;
  sha256: string | null;
  host: number | null;
  state: 'open' | 'ordered' | 'issued';
  /** Known once the new certificate is: seen at a door, or uploaded. */
  successor: string | null;
  dueOn: string | null;
  doors: number;
  served: number;
};

/**
 * How far the renewal of each leaf served now is. Renewed and not yet served here: a certificate that took its place is served at
 * another door, or its plan has one; doors are those of the plan, else those of the old and the new one. Without that, its plan
 * counts: one for the certificate before one for a host of it. A leaf that is itself the new certificate of a plan needs none.
 */
export function renewalsOf(leaves: readonly ServedLeaf[], plans: readonly PlanRow[]): Map<string, Renewal> {
  const successors = new Map<string, ServedLeaf>();
  for (const leaf of leaves) if (leaf.predecessor !== null) successors.set(leaf.predecessor, leaf);
  const ofCertificate = new Map<string, PlanRow>();
  const ofHost = new Map<number, PlanRow>();
  for (const plan of plans) {
    if (plan.sha256 !== null) ofCertificate.set(plan.sha256, plan);
    else if (plan.host !== null) ofHost.set(plan.host, plan);
  }
  const planOf = ({ sha256, hosts }: ServedLeaf): PlanRow | undefined =>
    ofCertificate.get(sha256) ?? (ofHost.size === 0 ? undefined : hosts.map((host) => ofHost.get(host)).find((plan) => plan !== undefined));
  const renewals = new Map<string, Renewal>();
  for (const leaf of leaves) {
    const renewal = renewalOf(leaf, planOf(leaf), successors.get(leaf.sha256));
    if (renewal !== null) renewals.set(leaf.sha256, renewal);
  }
  return renewals;
}

function renewalOf(leaf: ServedLeaf, plan: PlanRow | undefined, successor: ServedLeaf | undefined): Renewal | null {
  if (plan !== undefined && plan.successor === leaf.sha256) return null;
  const successorSha256 = successor?.sha256 ?? plan?.successor ?? null;
  const doors =
    plan !== undefined && plan.doors > 0
      ? { servedDoors: plan.served, doors: plan.doors }
      : { servedDoors: successor?.doors ?? 0, doors: leaf.doors + (successor?.doors ?? 0) };
  if (successorSha256 !== null) return { kind: 'renewed', planId: plan?.id ?? null, successorSha256, ...doors };
  return plan === undefined ? null : { kind: 'planned', planId: plan.id, state: plan.state, dueOn: plan.dueOn, ...doors };
}
