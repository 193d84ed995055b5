import Link from 'next/link';
import { Moment } from '#components/time/moment.tsx';
import type { FormAction } from '#components/ui/action-state.ts';
import { Breadcrumb } from '#components/ui/breadcrumb.tsx';
import type { DemoView } from '#lib/fleet/demo/views.ts';
import { paths } from '#lib/paths.ts';
import { DemoForm } from './demo-form.tsx';

type Props = { demo: DemoView; start: FormAction<{ started: boolean }>; remove: FormAction<{ hostCount: number }> };

const prose = 'mt-2 max-w-[75ch]';

/** What the demo is, whether it stands, and the button that starts or removes it. */
export function DemoPage({ demo, start, remove }: Props) {
  return (
    <div className="max-w-5xl">
      <Breadcrumb crumbs={[{ label: 'Add hosts', href: paths.setup() }, { label: 'Demo fleet' }]} />
      <h1 className="mt-1 font-semibold text-xl">Demo fleet</h1>
      {demo.since === null ? <Offer demo={demo} start={start} /> : <Standing demo={demo} since={demo.since} remove={remove} />}
    </div>
  );
}

function Offer({ demo, start }: Pick<Props, 'demo' | 'start'>) {
  return (
    <>
      <p className={prose}>
        Some 120 simulated domain controllers and other directory servers are started on this machine, in twelve sites and three domains.
        Most are in good health; the others show every finding of the catalog. The worker really probes them, and they come with ninety days
        of history that is made up.
      </p>
      <p className={prose}>
        They listen on the loopback network alone: nothing leaves this machine. A banner on every page says that there is a demo, and one
        click removes all of it.
      </p>
      {demo.realHostCount > 0 && (
        <p className={prose}>
          <strong className="font-semibold">
            {demo.realHostCount === 1 ? 'One host of yours is' : `${demo.realHostCount} hosts of yours are`} watched already.
          </strong>{' '}
          The demo stands beside them, and its hosts are marked as managed by the demo. Removing it leaves yours as they are. To keep the
          two apart, run the demo on its own with <code className="font-mono">npm run demo</code>.
        </p>
      )}
      <DemoForm label="Start the demo" variant="primary" action={start} />
    </>
  );
}

function Standing({ demo, since, remove }: { demo: DemoView; since: string; remove: Props['remove'] }) {
  return (
    <>
      <p className={prose}>
        {demo.hostCount === 0
          ? 'Its servers are being started; they appear on the board within a minute.'
          : `${demo.hostCount} simulated servers are watched.`}{' '}
        Started <Moment at={since} />.{' '}
        <Link href={paths.board()} prefetch={false} className="text-link underline">
          See them on the board
        </Link>
      </p>
      {demo.hostCount === 0 && (
        <p className="mt-2 max-w-[75ch] text-muted">
          Where the pages and the worker are started separately, start the demo on the worker’s machine:{' '}
          <code className="font-mono">npx port636 demo</code>.
        </p>
      )}
      <h2 className="mt-6 font-semibold text-base">Remove the demo</h2>
      <p className={prose}>
        Its hosts, domains, trust stores, plans and history go at once.{' '}
        {demo.realHostCount === 0 ? 'You have no other hosts.' : 'Your own hosts stay as they are.'} The record of changes is kept.
      </p>
      <DemoForm label="Remove the demo" variant="danger" action={remove} />
    </>
  );
}
