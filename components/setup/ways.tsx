import Link from 'next/link';
import { paths } from '#lib/paths.ts';

/** Ways to get hosts on board, besides naming them. */
const ways = [
  { href: paths.discover(), label: 'Discover a domain', hint: 'Finds its domain controllers by DNS and the directory.' },
  { href: paths.importHosts(), label: 'Import a list', hint: 'CSV or one host per line, with a look at every line before.' },
  { href: paths.fleetFile(), label: 'Fleet file', hint: 'Keeps domains and hosts in YAML, under version control.' },
  { href: paths.demo(), label: 'Try the demo fleet', hint: 'Some 120 simulated servers on this machine, with every finding there is.' },
] as const;

/** Links to the other ways to get hosts on board. */
export function Ways() {
  return (
    <nav aria-label="Other ways to add hosts" className="mt-4">
      <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
        {ways.map(({ href, label, hint }) => (
          <li key={href} className="min-w-0 rounded-lg border border-line bg-surface px-4 py-3">
            <Link href={href} prefetch={false} className="font-medium text-link hover:underline">
              {label}
            </Link>
            <span className="block text-muted">{hint}</span>
          </li>
        ))}
      </ul>
    </nav>
  );
}
