import { count } from '#lib/diagnosis/reading/wording.ts';
import type { DomainTrustView, LensView, TrustStoreView } from '#lib/fleet/trust/views.ts';
import { LensChoice, LensForm } from './lens-form.tsx';
import { Removal } from './removal.tsx';
import type { TrustActions } from './trust-actions.ts';

const countedWords = ({ system, bundle, stores }: LensView): string => {
  const parts = [...(system ? ['the system’s store'] : []), ...(bundle ? ['the workers’ file'] : []), ...stores.map(({ name }) => name)];
  return parts.length === 0 ? 'Nothing counts with it: it trusts nothing.' : `Counts: ${parts.join(', ')}.`;
};

/** The lenses of one domain, which of them decides, and a new one. */
export function DomainLenses({
  domain,
  stores,
  actions,
}: {
  domain: DomainTrustView;
  stores: readonly TrustStoreView[];
  actions: Pick<TrustActions, 'addLens' | 'chooseLens' | 'removeLens'>;
}) {
  const chosen = domain.lenses.find(({ inForce }) => inForce);
  return (
    <details className="border-line border-t py-2 first:border-t-0" open={domain.lenses.length > 2}>
      <summary className="cursor-pointer py-1 wrap-anywhere">
        <span className="font-medium">{domain.name}</span>{' '}
        <span className="text-muted">
          {count(domain.hostCount, 'host')}, judged by {chosen?.name ?? 'all configured'}
        </span>
      </summary>
      <ul className="mt-1">
        {domain.lenses.map((lens) => (
          <li key={lens.key} className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-t py-2">
            <div className="min-w-0 flex-1 basis-60">
              <p className="font-medium wrap-anywhere">
                {lens.name} {lens.inForce && <span className="font-normal">(decides the verdicts)</span>}
              </p>
              <p className="text-muted wrap-anywhere">{countedWords(lens)}</p>
            </div>
            {!lens.inForce && (
              <LensChoice action={actions.chooseLens} domainId={domain.id} lens={lens.key} label={`Judge ${domain.name} by ${lens.name}`} />
            )}
            {lens.key !== 'all' && lens.key !== 'system' && (
              <Removal
                action={actions.removeLens}
                fields={{ lensId: lens.key }}
                label={`Remove the lens ${lens.name} of ${domain.name}`}
                question={lens.inForce ? `${domain.name} is judged by all configured stores then.` : 'It decides nothing now.'}
                confirm="Remove the lens"
              />
            )}
          </li>
        ))}
      </ul>
      <details className="mt-1">
        <summary className="cursor-pointer py-1 text-link underline">New lens for {domain.name}</summary>
        <div className="mt-2 max-w-xl">
          <LensForm
            action={actions.addLens}
            domainId={domain.id}
            stores={stores.filter((store) => store.domain === null || store.domain.id === domain.id)}
          />
        </div>
      </details>
    </details>
  );
}
