'use client';

import { BookOpen, LayoutGrid, Plus } from 'lucide-react';
import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import { useRef } from 'react';
import { monotonicMs } from '#lib/clock.ts';
import { paths } from '#lib/paths.ts';
import { useSingleKeys } from './use-single-keys.ts';

const items = [
  { href: paths.board(), also: '/hosts', label: 'Board', Icon: LayoutGrid, key: 'b' },
  { href: paths.causes(), also: null, label: 'Causes', Icon: BookOpen, key: 'c' },
  { href: paths.setup(), also: null, label: 'Add hosts', Icon: Plus, key: 'a' },
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
  const isCurrent = (href: string, also: string | null) =>
    [href, also].some((start) => start !== null && (pathname === start || pathname.startsWith(`${start}/`)));
  return (
    <nav aria-label="Pages" className="flex gap-0.5 md:flex-col md:gap-1">
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
