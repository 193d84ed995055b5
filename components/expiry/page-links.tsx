import Link from 'next/link';
import { buttonClass } from '#components/ui/button.tsx';

/** Where a list is and the ways to its neighbours; nothing for a list of one page. */
export function PageLinks({
  page,
  pages,
  label,
  hrefOf,
}: {
  page: number;
  pages: number;
  label: string;
  hrefOf: (page: number) => string;
}) {
  if (pages < 2) return null;
  const neighbours = [
    { to: page - 1, words: 'Previous' },
    { to: page + 1, words: 'Next' },
  ].filter(({ to }) => to >= 1 && to <= pages);
  return (
    <nav aria-label={label} className="mt-2 flex flex-wrap items-center gap-2">
      <span className="text-muted">
        Page {page} of {pages}
      </span>
      {neighbours.map(({ to, words }) => (
        <Link key={to} href={hrefOf(to)} prefetch={false} scroll={false} className={buttonClass()}>
          {words}
        </Link>
      ))}
    </nav>
  );
}
