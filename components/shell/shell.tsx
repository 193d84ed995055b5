import type { ReactNode } from 'react';
import { buttonClass } from '#components/ui/button.tsx';
import { DisplaySettings } from './display-settings.tsx';
import { Navigation } from './navigation.tsx';
import { ShortcutHelp } from './shortcut-help.tsx';
import type { Theme } from './theme.ts';

/**
 * What every page has around it: a rail on wide screens, a bar on phones, and the way past it for keyboards. `banner` stands above every
 * page, on paper too.
 */
export function Shell({ theme, banner = null, children }: { theme: Theme; banner?: ReactNode; children: ReactNode }) {
  return (
    <div className="print:block! md:grid md:min-h-dvh md:grid-cols-[11.5rem_minmax(0,1fr)]">
      <a href="#main" className={`skip-link print:hidden ${buttonClass('primary')}`}>
        Skip to the content
      </a>
      <header className="flex flex-wrap items-center gap-x-2 gap-y-1 border-line border-b bg-rail print:hidden px-3 py-2 md:sticky md:top-0 md:h-dvh md:flex-col md:flex-nowrap md:items-stretch md:gap-4 md:border-r md:border-b-0 md:py-4">
        <p className="font-semibold text-base md:px-2">Port636</p>
        <Navigation />
        <div className="ml-auto flex items-center md:mt-auto md:ml-0 md:flex-col md:items-stretch">
          <ShortcutHelp />
          <DisplaySettings theme={theme} />
        </div>
      </header>
      <div className="min-w-0">
        {banner}
        <main id="main" tabIndex={-1} className="min-w-0 px-3 py-4 outline-none md:px-6 print:p-0">
          {children}
        </main>
      </div>
    </div>
  );
}
