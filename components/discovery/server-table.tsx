import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import type { ComparedServer } from '#lib/fleet/discovery/views.ts';
import { paths } from '#lib/paths.ts';
import { foundIn, rolesOf } from './server-words.ts';

const head = 'px-2 py-1.5 text-left font-medium';
const cell = 'px-2 py-1.5 align-top';

/** Servers that were found, each with a box to tick and what needs a look. */
export function ServerTable({
  title,
  servers,
  isTicked,
  ticks,
}: {
  title: string;
  servers: readonly ComparedServer[];
  isTicked: (server: ComparedServer) => boolean;
  ticks: string;
}) {
  return (
    <section aria-labelledby={`servers-${title}`} className="min-w-0">
      <h3 id={`servers-${title}`} className="mb-1 font-semibold">
        {title} <span className="font-normal text-muted">({servers.length})</span>
      </h3>
      <ScrollRegion label={`${title} servers`} className="overflow-x-auto rounded-lg border border-line bg-surface">
        <table className="w-full">
          <thead>
            <tr className="border-line border-b text-muted">
              <th scope="col" className={head}>
                Server
              </th>
              <th scope="col" className={head}>
                Site
              </th>
              <th scope="col" className={`${head} hidden sm:table-cell`}>
                Role
              </th>
              <th scope="col" className={`${head} hidden md:table-cell`}>
                Found in
              </th>
              <th scope="col" className={`${head} hidden md:table-cell`}>
                Addresses
              </th>
            </tr>
          </thead>
          <tbody>
            {servers.map((server) => (
              <Row key={`${server.name} ${ticks}`} server={server} ticked={isTicked(server)} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  );
}

function Row({ server, ticked }: { server: ComparedServer; ticked: boolean }) {
  const { name, site, servesSites, addresses, conflicts, standing, registeredPorts } = server;
  const roles = rolesOf(server);
  return (
    <tr className="border-line border-b last:border-b-0">
      <td className={`${cell} min-w-48`}>
        <label className="flex min-h-6 items-start gap-2">
          <input
            type="checkbox"
            name={`server.${name}`}
            defaultChecked={ticked}
            data-standing={standing}
            className="mt-0.5 size-4 shrink-0"
          />
          <span className="font-mono wrap-anywhere">{name}</span>
        </label>
        {standing === 'known' && (
          <p className="mt-0.5 pl-6 text-muted">
            <a href={paths.host(name)} className="text-link underline">
              registered
            </a>
            {registeredPorts.length > 0 && ` with ${registeredPorts.join(', ')}`}
          </p>
        )}
        <p className="mt-0.5 pl-6 text-muted md:hidden">
          {[foundIn(server), ...(roles === '' ? [] : [roles])].join(' · ')}
          {addresses.length > 0 && <span className="block font-mono text-xs wrap-anywhere">{addresses.join(', ')}</span>}
        </p>
        {conflicts.length > 0 && (
          <ul className="mt-1 space-y-0.5 pl-6">
            {conflicts.map(({ code, words }) => (
              <li key={code + words} className="wrap-anywhere">
                <span className="font-medium">Conflicting:</span> {words}
              </li>
            ))}
          </ul>
        )}
      </td>
      <td className={`${cell} wrap-break-word`}>
        {site ??
          (servesSites.length > 0 ? (
            `serves ${servesSites.slice(0, 3).join(', ')}`
          ) : (
            <span className="whitespace-nowrap text-muted">unknown</span>
          ))}
      </td>
      <td className={`${cell} hidden sm:table-cell`}>{roles || <span className="text-muted">domain controller</span>}</td>
      <td className={`${cell} hidden md:table-cell`}>{foundIn(server)}</td>
      <td className={`${cell} hidden font-mono text-xs wrap-anywhere md:table-cell`}>
        {addresses.length > 0 ? addresses.join(', ') : <span className="font-sans text-muted">none</span>}
      </td>
    </tr>
  );
}
