import { FlaskConical } from 'lucide-react';
import Link from 'next/link';
import { paths } from '#lib/paths.ts';

/** Says on every page, and on paper, that what is seen is made up, and leads to where it is removed. */
export function DemoBanner({ hostCount }: { hostCount: number }) {
  const what =
    hostCount === 0 ? 'its servers are being started on this machine.' : `${hostCount} simulated servers on this machine, really probed.`;
  return (
    <aside aria-label="Demo data" className="flex gap-2 border-line border-b bg-hover px-3 py-1.5 md:px-6 print:px-0">
      <FlaskConical aria-hidden size={16} className="mt-1 shrink-0" />
      <p className="min-w-0">
        <strong className="font-semibold">Demo data:</strong> {what}{' '}
        <Link href={paths.demo()} prefetch={false} className="whitespace-nowrap text-link underline print:hidden">
          Remove the demo
        </Link>
      </p>
    </aside>
  );
}
