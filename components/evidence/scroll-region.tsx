import type { ReactNode } from 'react';

/** A named area that scrolls by itself; it takes the focus so that the keyboard can scroll it (WCAG 2.1.1). */
export function ScrollRegion({
  label,
  className = 'overflow-x-auto',
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  const region = { role: 'group', 'aria-label': label, tabIndex: 0 };
  return (
    <div {...region} className={className}>
      {children}
    </div>
  );
}
