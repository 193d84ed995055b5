import Link from 'next/link';
import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import { ConfirmedForm } from '#components/settings/confirmed-form.tsx';
import { Moment } from '#components/time/moment.tsx';
import type { FormAction } from '#components/ui/action-state.ts';
import type { WaiverView } from '#lib/fleet/waivers/views.ts';
import { paths } from '#lib/paths.ts';

const scopeWords = { host: 'host', domain: 'domain', tag: 'tag' } as const;

function Scope({ scope, scopeName }: Pick<WaiverView, 'scope' | 'scopeName'>) {
  const href = { host: paths.host(scopeName), domain: paths.domain(scopeName), tag: paths.hosts({ tag: scopeName }) }[scope];
  return (
    <>
      <span className="text-muted">{scopeWords[scope]}</span>{' '}
      <Link href={href} prefetch={false} className="font-mono text-link underline wrap-anywhere">
        {scopeName}
      </Link>
    </>
  );
}

/** What is accepted, for what, by whom, why and until when. */
export function WaiverList({ waivers, end }: { waivers: readonly WaiverView[]; end: FormAction<{ scopeName: string }> }) {
  return (
    <ScrollRegion label="Accepted findings" className="relative overflow-x-auto rounded-lg border border-line bg-surface">
      <table className="w-full min-w-3xl text-left">
        <thead>
          <tr className="border-line border-b">
            {['Finding', 'Accepted for', 'Until', 'Hides now', 'Why, and by whom', ''].map((head) => (
              <th key={head} scope="col" className="px-3 py-2 font-medium text-muted">
                {head === '' ? <span className="sr-only">End</span> : head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {waivers.map((waiver) => (
            <tr key={waiver.id} id={`waiver-${waiver.id}`} className="border-line border-t align-top first:border-t-0">
              <th scope="row" className="min-w-44 px-3 py-2 font-normal">
                <Link href={paths.cause(waiver.findingId)} prefetch={false} className="text-link underline">
                  {waiver.title}
                </Link>{' '}
                <span className="text-muted">{waiver.no}</span>
              </th>
              <td className="min-w-40 px-3 py-2">
                <Scope {...waiver} />
              </td>
              <td className="px-3 py-2">
                <Moment at={waiver.endedAt ?? waiver.until} />
              </td>
              <td className="whitespace-nowrap px-3 py-2">
                {waiver.doorCount === 0 ? (
                  <span className="text-muted">nothing</span>
                ) : (
                  `${waiver.hostCount} ${waiver.hostCount === 1 ? 'host' : 'hosts'}, ${waiver.doorCount} ${waiver.doorCount === 1 ? 'door' : 'doors'}`
                )}
              </td>
              <td className="min-w-60 px-3 py-2 wrap-anywhere">
                <span className="whitespace-pre-wrap">{waiver.reason}</span>
                <span className="block text-muted">
                  {waiver.by}, <Moment at={waiver.createdAt} />
                </span>
              </td>
              <td className="px-3 py-2">
                {waiver.endedAt === null && (
                  <ConfirmedForm
                    action={end}
                    field="waiverId"
                    value={waiver.id}
                    ask="End"
                    label={`End the acceptance of ${waiver.title} for ${waiver.scopeName}`}
                    question="The finding counts again at once."
                    confirm="End it"
                    keep="Keep it"
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
