import Link from 'next/link';
import type { ReactNode } from 'react';
import type { Article } from '#lib/diagnosis/article/article.ts';
import type { Profile } from '#lib/diagnosis/rule.ts';
import { EventTable } from './event-table.tsx';
import { Resolutions } from './resolutions.tsx';
import { ArticleContents, ArticleSection, type ArticleSectionId } from './section.tsx';
import { Verifications } from './verifications.tsx';

type Cause = { id: string; title: string };

/** What an explanation is made of; the parts that belong to one host are left out on pages without a host. */
export type ExplanationProps = {
  /** Already filled in with the names of a host, or of the example. */
  article: Article;
  profile: Profile | null;
  /** The evidence of this host. */
  evidence?: ReactNode;
  /** The button that probes it again. */
  probe?: ReactNode;
  /** Address of another finding's explanation; null when the catalog has none. */
  addressOf: (findingId: string) => string | null;
  /** What is most likely when this one was mended and it still fails; null when nothing looks like it. */
  next: Cause | null;
};

function Paragraphs({ texts }: { texts: readonly string[] }) {
  return texts.map((text) => (
    <p key={text} className="mt-2 wrap-anywhere first:mt-0">
      {text}
    </p>
  ));
}

function Inference({ article }: { article: Article }) {
  if (article.inference === null && article.events.length === 0) return null;
  return (
    <p>
      {article.inference ?? 'This was read off the wire.'}
      {article.events.length > 0 &&
        ' Port636 sees only the network: it does not claim that these events were logged. Confirm it in the event log.'}
    </p>
  );
}

/** An explanation in the shape of an event article: what happened, evidence, event details, resolve, verify, sources. */
export function Explanation({ article, profile, evidence, probe, addressOf, next }: ExplanationProps) {
  const sections: [ArticleSectionId, ReactNode][] = [
    [
      'what-happened',
      <div key="what">
        <Paragraphs texts={article.whatHappened} />
        <h3 className="mt-4 mb-1 font-semibold">Why it matters</h3>
        <Paragraphs texts={article.whyItMatters} />
      </div>,
    ],
  ];
  if (evidence) sections.push(['evidence', evidence]);
  if (article.events.length > 0 || article.inference !== null) {
    sections.push([
      'event-details',
      <div key="events">
        <Inference article={article} />
        {article.events.map((event, index) =>
          index === 0 ? (
            <EventTable key={`${event.source} ${event.id}`} event={event} />
          ) : (
            <details key={`${event.source} ${event.id}`} className="mt-3">
              <summary className="cursor-pointer">
                Event {event.id}, {event.source}
              </summary>
              <EventTable event={event} />
            </details>
          ),
        )}
      </div>,
    ]);
  }
  if (article.couldAlsoBe.length > 0) {
    sections.push([
      'could-also-be',
      <ul key="also" className="list-disc space-y-2 pl-5">
        {article.couldAlsoBe.map(({ text, findingId }) => {
          const address = findingId === undefined ? null : addressOf(findingId);
          return (
            <li key={text} className="wrap-anywhere">
              {text}{' '}
              {address && (
                <Link href={address} prefetch={false} className="text-link underline">
                  Read about it
                </Link>
              )}
            </li>
          );
        })}
      </ul>,
    ]);
  }
  sections.push(['resolve', <Resolutions key="resolve" resolutions={article.resolve} profile={profile} />]);
  sections.push([
    'verify',
    <div key="verify">
      <Verifications verifications={article.verify} />
      {probe && <div className="mt-4 print:hidden">{probe}</div>}
    </div>,
  ]);
  if (next) {
    const address = addressOf(next.id);
    sections.push([
      'still-failing',
      <p key="next">
        Look next at{' '}
        {address ? (
          <Link href={address} prefetch={false} className="text-link underline">
            {next.title}
          </Link>
        ) : (
          next.title
        )}
        . The page of a host holds the raw evidence of every stage, and Copy for ticket takes it along to whoever can help.
      </p>,
    ]);
  }
  sections.push([
    'sources',
    <ul key="sources" className="list-disc space-y-1 pl-5">
      {article.sources.map((source) => (
        <li key={`${source.address} ${source.section ?? ''}`} className="wrap-anywhere">
          <a href={source.address} rel="noreferrer" className="text-link underline">
            {source.name}
          </a>
          {source.section && `, ${source.section}`}
        </li>
      ))}
    </ul>,
  ]);
  return (
    <div className="grid gap-6 lg:grid-cols-[minmax(0,46rem)_14rem] lg:gap-12 print:block">
      <div className="lg:order-2">
        <ArticleContents shown={sections.map(([id]) => id)} />
      </div>
      <article className="min-w-0 leading-relaxed lg:order-1">
        {sections.map(([id, content], index) => (
          <ArticleSection key={id} id={id} number={index + 1}>
            {content}
          </ArticleSection>
        ))}
      </article>
    </div>
  );
}
