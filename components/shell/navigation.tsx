'use client';

import { BookOpen, CalendarClock, FileBadge, FileCheck, LayoutGrid, Plus, Settings } from 'lucide-react';
import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import { useRef } from 'react';
import { monotonicMs } from '#lib/clock.ts';
import { paths } from '#lib/paths.ts';
import { useSingleKeys } from './use-single-keys.ts';

const items = [
  { href: paths.board(), also: ['/hosts'], label: 'Board', Icon: LayoutGrid, key: 'b' },
  { href: paths.expiry(), also: ['/renewals', '/reports'], label: 'Expiry', Icon: CalendarClock, key: 'e' },
  { href: paths.certificates(), also: [], label: 'Certificates', Icon: FileBadge, key: 't' },
  { href: paths.preflight(), also: [], label: 'Preflight', Icon: FileCheck, key: 'p' },
  { href: paths.causes(), also: [], label: 'Causes', Icon: BookOpen, key: 'c' },
  { href: paths.setup(), also: [], label: 'Add hosts', Icon: Plus, key: 'a' },
  { href: paths.settings(), also: [], label: 'Settings', Icon: Settings, key: 's' },
] as const;

const chordMs = 1_500;

/** The product's pages, and the chords that open them: `g` then a letter. */
export function Navigation() {
  const pathname = usePathname();
  const router = useRouter();
  const armedMs = useRef(Number.NEGATIVE_INFINITY);
  const chord = (href: string) => () => {
    if (monotonicMs() - armedMs.current > chordMs) return false;
    armedMs.current = Number.NEGATIVE_INFINITY;
    router.push(href);
    return true;
  };
  useSingleKeys({
    g: () => {
      armedMs.current = monotonicMs();
    },
    ...Object.fromEntries(items.map(({ key, href }) => [key, chord(href)])),
  });
  const isCurrent = (href: string, also: readonly string[]) =>
    [href, ...also].some((start) => pathname === start || pathname.startsWith(`${start}/`));
  return (
    <nav
      aria-label="Pages"
      className="order-last flex w-full gap-0.5 overflow-x-auto md:order-none md:w-auto md:flex-col md:gap-1 md:overflow-visible"
    >
      {items.map(({ href, also, label, Icon, key }) => (
        <Link
          key={href}
          href={href}
          prefetch={false}
          aria-current={isCurrent(href, also) ? 'page' : undefined}
          title={`${label} (g ${key})`}
          className="flex min-h-8 items-center gap-2 whitespace-nowrap rounded-md px-1.5 py-1 text-ink md:px-2 no-underline hover:bg-hover aria-[current=page]:bg-hover aria-[current=page]:font-semibold"
        >
          <Icon width={16} height={16} aria-hidden="true" className="hidden sm:block" />
          {label}
        </Link>
      ))}
    </nav>
  );
}
