import type { FormAction } from '#components/ui/action-state.ts';
import type { GivenTrust, TrustChange } from '#lib/fleet/trust/views.ts';

type Follows = { name: string; doors: number; withinSeconds: number };

/** The changes that the pages of trust offer. */
export type TrustActions = {
  giveFile: FormAction<GivenTrust>;
  editStore: FormAction<{ name: string }>;
  removeStore: FormAction<Follows>;
  removeAnchor: FormAction<Follows>;
  trustFromDirectory: FormAction<TrustChange>;
  addLens: FormAction<{ id: string; name: string }>;
  removeLens: FormAction<{ name: string }>;
  chooseLens: FormAction<Follows>;
};
