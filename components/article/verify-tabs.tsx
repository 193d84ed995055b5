'use client';

import { Tabs } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';

/** One tool's way to verify: its name and what its tab shows. */
export type VerifyTab = { id: string; tool: string; panel: ReactNode };

/** Ways to verify, one tab per tool; on paper all of them. */
export function VerifyTabs({ tabs }: { tabs: readonly VerifyTab[] }) {
  return (
    <Tabs.Root defaultValue={tabs[0]?.id ?? null}>
      <Tabs.List aria-label="Tools" className="flex flex-wrap gap-1 border-line border-b print:hidden">
        {tabs.map((tab) => (
          <Tabs.Tab
            key={tab.id}
            value={tab.id}
            className="-mb-px min-h-8 cursor-pointer border-transparent border-b-2 px-3 py-1 text-muted hover:text-ink data-active:border-link data-active:font-medium data-active:text-ink"
          >
            {tab.tool}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map((tab) => (
        <Tabs.Panel key={tab.id} value={tab.id} keepMounted className="pt-3 print:block!">
          {tab.panel}
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  );
}
