'use client';

import { useRouter } from 'next/navigation';
import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useRef, useTransition } from 'react';
import { type PlannerChoice, plannerQuery } from '#lib/certificates/planner/filter.ts';
import { paths } from '#lib/paths.ts';
import { steered, steeringKeys } from './steer.ts';

/**
 * A chart that takes the focus: the keys of steer.ts move and zoom it. The address follows, the page keeps its place, and keys pressed
 * while the page is on its way add up.
 */
export function ChartRegion({ choice, label, children }: { choice: PlannerChoice; label: string; children: ReactNode }) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const asked = useRef(choice);
  useEffect(() => {
    asked.current = choice;
  }, [choice]);
  const go = (address: string) => startTransition(() => router.replace(address, { scroll: false }));
  const steer = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    const next = steered(asked.current, event.key);
    if (next === null) return;
    event.preventDefault();
    asked.current = next;
    go(paths.expiry(plannerQuery(next)));
  };
  const follow = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || !(event.target instanceof Element)) return;
    const address = event.target.closest('svg a')?.getAttribute('href');
    if (!address) return;
    event.preventDefault();
    go(address);
  };
  const region = {
    ...{ role: 'group', tabIndex: 0, 'aria-label': label, 'aria-keyshortcuts': steeringKeys, 'aria-busy': isPending },
    ...{ onKeyDown: steer, onClick: follow },
  };
  return (
    <div {...region} className={`overflow-x-auto ${isPending ? 'opacity-70' : ''}`}>
      {children}
    </div>
  );
}
