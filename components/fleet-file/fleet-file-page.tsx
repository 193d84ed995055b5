import Link from 'next/link';
import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import { Panel } from '#components/host/panel.tsx';
import { Breadcrumb } from '#components/ui/breadcrumb.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import type { ManagedView } from '#lib/fleet/fleet-file/views.ts';
import { paths } from '#lib/paths.ts';

const example = `version: 1
name: example
domains:
  - name: corp.example
    owner: Identity team
defaults: { tags: [tier-0] }
hosts:
  - name: dc01.corp.example
    site: Berlin
    doors: [636, 3269]
  - name: dc02.corp.example
    site: Berlin
`;

const commands = `npx port636 apply fleet.yaml --dry-run
npx port636 apply fleet.yaml
npx port636 apply fleet.yaml --prune
`;

const count = (n: number, one: string, many: string): string => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

function Code({ text, label }: { text: string; label: string }) {
  return (
    <div className="mt-2 rounded-md border border-line bg-sunken">
      <div className="flex justify-end border-line border-b px-3 py-1">
        <CopyButton text={text} label={`Copy ${label}`} />
      </div>
      <ScrollRegion label={label} className="overflow-x-auto px-3 py-2">
        <pre className="font-mono text-xs">{text}</pre>
      </ScrollRegion>
    </div>
  );
}

/** How the fleet is kept in a file, and what files manage now. `fileName` is applied at every start; null for none. */
export function FleetFilePage({ managed, fileName }: { managed: readonly ManagedView[]; fileName: string | null }) {
  return (
    <div className="max-w-4xl">
      <Breadcrumb crumbs={[{ label: 'Add hosts', href: paths.setup() }, { label: 'Fleet file' }]} />
      <h1 className="mt-1 font-semibold text-xl">The fleet as a file</h1>
      <p className="mt-2 max-w-[75ch]">
        A YAML file says which domains, trust stores and hosts there are and how they are set. It is planned first and applied as a whole or
        not at all; applied twice, it changes nothing the second time.
      </p>
      <div className="mt-4 flex flex-col gap-4">
        <Panel id="managed" title="What files manage now">
          {managed.length === 0 ? (
            <p className="text-muted">Nothing here is managed by a file.</p>
          ) : (
            <ul>
              {managed.map(({ name, hostCount, domainCount, storeCount }) => (
                <li key={name} className="border-line border-t py-2 first:border-t-0">
                  <span className="font-mono wrap-anywhere">{name}</span>:{' '}
                  <Link href={paths.hosts({ managed: name })} prefetch={false} className="text-link underline">
                    {count(hostCount, 'host', 'hosts')}
                  </Link>
                  , {count(domainCount, 'domain', 'domains')}, {count(storeCount, 'trust store', 'trust stores')}
                </li>
              ))}
            </ul>
          )}
          <p className="mt-2 text-muted">
            {fileName === null ? (
              'No file is applied at the start: PORT636_FLEET_FILE is not set.'
            ) : (
              <>
                <span className="font-mono wrap-anywhere">{fileName}</span> is applied at every start.
              </>
            )}
          </p>
        </Panel>
        <Panel id="begin" title="Begin with a file">
          <p>
            <a href={paths.fleetFileExport()} download className="text-link underline">
              Download the fleet as it is
            </a>{' '}
            and edit that, or begin with a few lines:
          </p>
          <Code text={example} label="the example" />
          <p className="mt-3">
            <a href={paths.fleetFileSchema()} download className="text-link underline">
              Download the schema
            </a>{' '}
            for editors that complete and check YAML while one writes. Passwords of accounts are not part of a fleet file.
          </p>
        </Panel>
        <Panel id="apply" title="Apply it">
          <p>
            On the machine where Port636 runs, or with DATABASE_URL set: look first, then apply. With{' '}
            <code className="whitespace-nowrap font-mono">--prune</code>, what the file managed and names no more goes.
          </p>
          <Code text={commands} label="the commands" />
        </Panel>
      </div>
    </div>
  );
}
