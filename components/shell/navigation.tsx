'use client';

import { BookOpen, CalendarClock, FileBadge, FileCheck, LayoutGrid, Network, Plus, Server, Settings } from 'lucide-react';
import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { monotonicMs } from '#lib/clock.ts';
import { paths } from '#lib/paths.ts';
import { useSingleKeys } from './use-single-keys.ts';

const items = [
  { href: paths.board(), also: [], label: 'Board', Icon: LayoutGrid, key: 'b' },
  { href: paths.hosts(), also: [], label: 'Hosts', Icon: Server, key: 'h' },
  { href: paths.domains(), also: [], label: 'Domains', Icon: Network, key: 'd' },
  { href: paths.expiry(), also: ['/renewals', '/reports'], label: 'Expiry', Icon: CalendarClock, key: 'e' },
  { href: paths.certificates(), also: [], label: 'Certificates', Icon: FileBadge, key: 't' },
  { href: paths.preflight(), also: [], label: 'Preflight', Icon: FileCheck, key: 'p' },
  { href: paths.causes(), also: [], label: 'Causes', Icon: BookOpen, key: 'c' },
  { href: paths.setup(), also: [], label: 'Add hosts', Icon: Plus, key: 'a' },
  { href: paths.settings(), also: ['/waivers'], label: 'Settings', Icon: Settings, key: 's' },
] as const;

const chordMs = 1_500;

/** The item that the address belongs to. */
const currentHref = (pathname: string): string | undefined =>
  items.find(({ href, also }) => [href, ...also].some((start) => pathname === start || pathname.startsWith(`${start}/`)))?.href;

/** The product's pages, and the chords that open them: `g` then a letter. */
export function Navigation() {
  const pathname = usePathname();
  const router = useRouter();
  const list = useRef<HTMLElement>(null);
  // On phones the bar is wider than the screen: where one is stays in sight.
  useEffect(() => {
    const bar = list.current;
    const item = bar?.querySelector(`[href="${currentHref(pathname) ?? ''}"]`)?.getBoundingClientRect();
    if (!bar || !item) return;
    const { left, width } = bar.getBoundingClientRect();
    bar.scrollLeft += item.left - left - (width - item.width) / 2;
  }, [pathname]);
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
  const current = currentHref(pathname);
  return (
    <nav
      ref={list}
      aria-label="Pages"
      className="order-last flex gap-0.5 overflow-x-auto max-md:[mask-image:linear-gradient(to_right,transparent,black_0.75rem,black_calc(100%-2rem),transparent)] max-md:-mx-3 max-md:w-[calc(100%+1.5rem)] max-md:pr-8 max-md:pl-3 md:order-none md:w-auto md:flex-col md:gap-1 md:overflow-visible"
    >
      {items.map(({ href, label, Icon, key }) => (
        <Link
          key={href}
          href={href}
          prefetch={false}
          aria-current={href === current ? 'page' : undefined}
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
