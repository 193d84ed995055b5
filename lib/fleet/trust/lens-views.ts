import { countedStores, type LensKey, type TrustConfiguration } from './configuration.ts';
import type { LensView } from './views.ts';

/** The lenses of a domain: the two that every domain has, then those that people made. */
export function lensesOf(configuration: TrustConfiguration, domainId: number): LensView[] {
  const choice = configuration.choices.find((each) => each.domainId === domainId);
  const chosen = choice?.lensId ?? (choice?.systemOnly === true ? 'system' : 'all');
  const names = new Map(configuration.stores.map(({ id, name }) => [id, name]));
  const view = (key: string, name: string, lens: LensKey): LensView => {
    const { system, bundle, storeIds } = countedStores(configuration, domainId, lens);
    return { key, name, system, bundle, stores: storeIds.map((id) => ({ id, name: names.get(id) ?? '' })), inForce: key === chosen };
  };
  return [
    view('all', 'all configured', 'all'),
    view('system', 'system', 'system'),
    ...configuration.lenses.filter((lens) => lens.domainId === domainId).map(({ id, name }) => view(id, name, { lensId: id })),
  ];
}
