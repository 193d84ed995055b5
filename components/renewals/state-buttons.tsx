'use client';

import Link from 'next/link';
import { useActionState } from 'react';
import { formFault } from '#components/host/form-action.ts';
import { FormOutcome } from '#components/host/form-fields.tsx';
import type { FormAction } from '#components/ui/action-state.ts';
import { Button } from '#components/ui/button.tsx';
import type { RenewalView } from '#lib/certificates/renewals/views.ts';
import { paths } from '#lib/paths.ts';
import { otherPlan } from './other-plan.ts';

type State = RenewalView['state'];
type Offer = { state: State; label: string; variant?: 'danger' };

function offersOf(state: State, hasSuccessor: boolean): Offer[] {
  if (state === 'done' || state === 'cancelled') return [{ state: hasSuccessor ? 'issued' : 'open', label: 'Open the plan again' }];
  const back: Offer[] = hasSuccessor || state === 'open' ? [] : [{ state: 'open', label: 'Back to open' }];
  const on: Offer[] = [
    ...(state === 'open' ? [{ state: 'ordered' as const, label: 'Mark as ordered' }] : []),
    ...(state === 'open' || state === 'ordered' ? [{ state: 'issued' as const, label: 'Mark as issued' }] : []),
  ];
  return [...on, ...back, { state: 'done', label: 'Close as done' }, { state: 'cancelled', label: 'Cancel the plan', variant: 'danger' }];
}

/** The steps that can be taken by hand from where the plan stands. */
export function StateButtons({
  id,
  state,
  hasSuccessor,
  action,
}: {
  id: string;
  state: State;
  hasSuccessor: boolean;
  action: FormAction<{ id: string; state: State }>;
}) {
  const [outcome, submit, pending] = useActionState(action, { status: 'idle' });
  const other = otherPlan(outcome);
  return (
    <form action={submit} className="flex flex-wrap items-center gap-2">
      <input type="hidden" name="planId" value={id} />
      {offersOf(state, hasSuccessor).map((offer) => (
        <Button key={offer.state} type="submit" name="state" value={offer.state} variant={offer.variant ?? 'plain'} disabled={pending}>
          {offer.label}
        </Button>
      ))}
      <FormOutcome fault={formFault(outcome, [])} done={null} />
      {other && (
        <Link href={paths.renewal(other)} className="text-link underline">
          Open that plan
        </Link>
      )}
    </form>
  );
}
