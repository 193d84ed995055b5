import type { ReactNode } from 'react';
import type { HostState } from '#lib/checks/read/views.ts';

const shapes: Readonly<Record<HostState, ReactNode>> = {
  critical: <path d="m4.5 4.5 7 7m0-7-7 7" strokeWidth="2.2" />,
  warning: <path d="M8 2.8 14 13H2Zm0 3.7v3.2m0 1.7v.1" strokeWidth="1.5" />,
  stale: <path d="M8 4.5V8l2.3 1.6M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0Z" strokeWidth="1.5" />,
  'not-checked': <path d="M5.6 6.1a2.4 2.4 0 1 1 3.5 2.1c-.8.4-1.1.8-1.1 1.6m0 2.4v.1" strokeWidth="1.7" />,
  maintenance: <path d="M5.8 4v8m4.4-8v8" strokeWidth="2.2" />,
  healthy: <circle cx="8" cy="8" r="2.4" fill="currentColor" stroke="none" />,
};

/** The shape of a state, in the text's colour. Never alone: a word or an accessible name stands with it. */
export function StateGlyph({ state, size = 16 }: { state: HostState; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className="shrink-0"
    >
      {shapes[state]}
    </svg>
  );
}
