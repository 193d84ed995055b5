import Link from 'next/link';
import { type HistoryRange, historyRanges, rangeWords } from './strip-geometry.ts';

/** The stretch of history that is shown, kept in the address. */
export function RangeNav({ current, addressOf }: { current: HistoryRange; addressOf: (range: HistoryRange) => string }) {
  return (
    <nav aria-label="Stretch of history" className="flex gap-1">
      {historyRanges.map((range) => (
        <Link
          key={range}
          href={addressOf(range)}
          aria-current={range === current ? 'true' : undefined}
          aria-label={rangeWords[range]}
          prefetch={false}
          scroll={false}
          className={`inline-flex min-h-6 items-center rounded-md px-2 ${range === current ? 'bg-sunken font-medium text-ink' : 'text-muted hover:bg-hover'}`}
        >
          {range.replace('h', ' h').replace('d', ' d')}
        </Link>
      ))}
    </nav>
  );
}
