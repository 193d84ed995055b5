import Link from 'next/link';
import { isNarrowed, type PlannerChoice, plannerQuery, widened, withBucketToggled } from '#lib/certificates/planner/filter.ts';
import type { BucketView } from '#lib/certificates/planner/views.ts';
import { count as counted } from '#lib/diagnosis/reading/wording.ts';
import { paths } from '#lib/paths.ts';
import { LevelGlyph } from './level-glyph.tsx';
import { bucketLabels, levelWords } from './words.ts';

/** The six numbers, each a filter that can be put on and taken off. */
export function BucketLinks({ buckets, choice }: { buckets: readonly BucketView[]; choice: PlannerChoice }) {
  return (
    <div className="mt-3">
      <ul aria-label="Certificates by days left" className="grid grid-cols-2 gap-2 sm:grid-cols-3 xl:grid-cols-6">
        {buckets.map((bucket) => (
          <li key={bucket.id}>
            <BucketLink bucket={bucket} choice={choice} />
          </li>
        ))}
      </ul>
      {isNarrowed(choice) ? (
        <Link href={paths.expiry(plannerQuery(widened(choice)))} prefetch={false} scroll={false} className="mt-2 inline-block py-1">
          Clear filters
        </Link>
      ) : null}
    </div>
  );
}

function BucketLink({ bucket, choice }: { bucket: BucketView; choice: PlannerChoice }) {
  const { id, certificates, hosts } = bucket;
  const isChosen = choice.buckets.includes(id);
  const level = bucket.level ?? 'distant';
  return (
    <Link
      href={paths.expiry(plannerQuery(withBucketToggled(choice, id)))}
      prefetch={false}
      scroll={false}
      aria-current={isChosen ? 'true' : undefined}
      className={`block h-full rounded-lg border bg-surface p-3 text-ink no-underline hover:bg-hover ${isChosen ? 'border-link ring-2 ring-link' : 'border-line'}`}
    >
      <BucketBadge label={bucketLabels[id]} level={level} isEmpty={certificates === 0} />
      <span className="mt-1.5 block font-semibold text-2xl leading-tight">{certificates.toLocaleString('en-GB')}</span>
      <span className="block text-muted">
        {certificates === 1 ? 'certificate' : 'certificates'}, {counted(hosts, 'host')}
      </span>
      {isChosen ? <span className="sr-only">, shown alone. Follow to show all.</span> : null}
    </Link>
  );
}

/** The head of a bucket in the colours of the worst that it holds; quiet when it holds nothing. */
export function BucketBadge({ label, level, isEmpty }: { label: string; level: BucketView['level']; isEmpty: boolean }) {
  if (isEmpty || level === null)
    return <span className="inline-flex items-center rounded border border-line-strong px-2 py-0.5 font-semibold text-muted">{label}</span>;
  return (
    <span
      className="state-fill inline-flex items-center gap-1.5 rounded px-2 py-0.5 font-semibold whitespace-nowrap"
      data-state={levelWords[level].state}
    >
      <LevelGlyph level={level} plain />
      {label}
    </span>
  );
}
