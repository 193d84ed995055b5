import type { ExpiryWindows } from '../../diagnosis/rule.ts';
import type { FreezeView } from '../freezes/views.ts';

/** A domain with what is set for its hosts. */
export type DomainSettingsView = {
  id: number;
  name: string;
  /** Who looks after its certificates; empty for nobody. */
  owner: string;
  /** Null: the installation's. */
  windows: ExpiryWindows | null;
  hostCount: number;
  /** Hosts of it that name an owner, or windows, of their own. */
  ownOwnerCount: number;
  ownWindowsCount: number;
};

/** A freeze, and whether it is over, runs now or lies ahead. */
export type FreezeListItem = FreezeView & { when: 'over' | 'now' | 'ahead' };

/** What the settings of expiry show. */
export type ExpirySettingsView = {
  organisation: string;
  /** Null: the usual ones. */
  windows: ExpiryWindows | null;
  /** By name. */
  domains: DomainSettingsView[];
  freezes: FreezeListItem[];
};
