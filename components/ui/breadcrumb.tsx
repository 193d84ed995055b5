import Link from 'next/link';

/** One step from the whole to the part; without an address it is only named. */
export type Crumb = { label: string; href?: string; isName?: boolean };

/** Where a page stands, from the whole to the part. */
export function Breadcrumb({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb">
      <ol className="flex flex-wrap gap-x-2 text-muted">
        {crumbs.map(({ label, href, isName }, index) => (
          <li key={href ?? label} className={index === 0 ? undefined : "before:mr-2 before:content-['/']"}>
            {href === undefined ? (
              label
            ) : (
              <Link href={href} className={`text-link hover:underline ${isName ? 'font-mono wrap-anywhere' : ''}`}>
                {label}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
