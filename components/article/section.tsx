import type { ReactNode } from 'react';

/** Sections of an explanation in their order; the numbers follow from those that are shown. */
export const articleSections = {
  'what-happened': 'What happened',
  evidence: 'Evidence',
  'event-details': 'Event details',
  'could-also-be': 'Could also be',
  resolve: 'Resolve',
  verify: 'Verify',
  'still-failing': 'Still failing?',
  sources: 'Sources',
} as const;
export type ArticleSectionId = keyof typeof articleSections;

/** One numbered section of an explanation. */
export function ArticleSection({ id, number, children }: { id: ArticleSectionId; number: number; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="mt-8 first:mt-0">
      <h2 id={id} className="mb-2 scroll-mt-20 font-semibold text-lg">
        <span className="mr-2 text-muted tabular-nums">{number}</span>
        {articleSections[id]}
      </h2>
      {children}
    </section>
  );
}

/** On-page contents. */
export function ArticleContents({ shown }: { shown: readonly ArticleSectionId[] }) {
  return (
    <nav aria-label="On this page" className="print:hidden lg:sticky lg:top-4">
      <ol className="flex flex-wrap gap-x-4 gap-y-1 lg:flex-col">
        {shown.map((id, index) => (
          <li key={id}>
            <a href={`#${id}`} className="inline-block min-h-6 py-0.5 text-link hover:underline">
              {index + 1} {articleSections[id]}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
