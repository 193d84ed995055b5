import { Panel } from '#components/host/panel.tsx';
import { Ago } from '#components/time/ago.tsx';
import { Moment } from '#components/time/moment.tsx';
import type { FormAction } from '#components/ui/action-state.ts';
import { Breadcrumb } from '#components/ui/breadcrumb.tsx';
import { ExportLinks } from '#components/ui/export-links.tsx';
import type { CalendarFeedView, CalendarSecret } from '#lib/certificates/calendars/views.ts';
import { paths } from '#lib/paths.ts';
import { CalendarForm } from './calendar-form.tsx';
import { ConfirmedForm } from './confirmed-form.tsx';
import { RenewAddress } from './renew-address.tsx';

/** The changes that the page offers. */
export type CalendarSettingsActions = {
  add: FormAction<CalendarSecret>;
  renew: FormAction<CalendarSecret>;
  remove: FormAction<{ name: string }>;
};

type Props = {
  feeds: readonly CalendarFeedView[];
  owners: readonly string[];
  domains: readonly string[];
  baseUrl: string;
  /** The server's time. */
  now: string;
  actions: CalendarSettingsActions;
};

function coverWords({ scope, scopeValue }: CalendarFeedView): string {
  if (scope === 'owner') return `Hosts that ${scopeValue} looks after`;
  return scope === 'domain' ? `Hosts of ${scopeValue}` : 'All hosts';
}

const reminderWords = (days: readonly number[]): string =>
  days.length === 0 ? 'no reminders' : `reminders ${days.join(', ')} ${days.length === 1 && days[0] === 1 ? 'day' : 'days'} before`;

/** The calendars: what they have, who fetched them, new addresses, and how to subscribe. */
export function CalendarSettings({ feeds, owners, domains, baseUrl, now, actions }: Props) {
  return (
    <div className="max-w-5xl">
      <Breadcrumb crumbs={[{ label: 'Settings', href: paths.settings() }, { label: 'Calendars' }]} />
      <h1 className="mt-1 font-semibold text-xl">Calendars</h1>
      <p className="mt-2 max-w-[75ch] text-muted">
        One event for each certificate that is served or depended on, at the moment it ends. A renewal moves its event. Events name hosts
        and certificates, no persons.
      </p>
      <div className="mt-4 flex flex-col gap-4">
        <Panel
          id="calendars"
          title="Calendars that exist"
          aside={feeds.length > 0 && <ExportLinks of="the calendars" hrefOf={(format) => paths.calendarSettingsExport({ format })} />}
        >
          {feeds.length === 0 ? (
            <p className="text-muted">There is none yet. Make one below, and subscribe to its address in a calendar program.</p>
          ) : (
            <ul>
              {feeds.map((feed) => (
                <Feed key={feed.id} feed={feed} baseUrl={baseUrl} now={now} actions={actions} />
              ))}
            </ul>
          )}
        </Panel>
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <Panel id="new" title="Make a calendar">
            <CalendarForm owners={owners} domains={domains} baseUrl={baseUrl} action={actions.add} />
          </Panel>
          <Panel id="subscribe" title="How to subscribe">
            <HowToSubscribe />
          </Panel>
        </div>
      </div>
    </div>
  );
}

function Feed({ feed, baseUrl, now, actions }: { feed: CalendarFeedView } & Pick<Props, 'baseUrl' | 'now' | 'actions'>) {
  const { id, name, alarmDays, createdAt, createdBy, fetchedAt } = feed;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-t py-3 first:border-t-0">
      <div className="min-w-0 flex-1 basis-60 wrap-anywhere">
        <p className="font-medium">{name}</p>
        <p>
          {coverWords(feed)}; {reminderWords(alarmDays)}.
        </p>
        <p className="text-muted">
          Made by {createdBy}, <Moment at={createdAt} />.{' '}
          {fetchedAt === null ? (
            'No program has fetched it from this address yet.'
          ) : (
            <>
              Fetched <Ago at={fetchedAt} now={now} />, to the hour.
            </>
          )}
        </p>
      </div>
      <RenewAddress feed={{ id, name }} baseUrl={baseUrl} action={actions.renew} />
      <ConfirmedForm
        action={actions.remove}
        field="feedId"
        value={id}
        ask="Remove"
        label={`Remove the calendar ${name}`}
        question={`Remove the calendar ${name}? Its address stops working, and programs that have it show nothing any more.`}
        confirm="Remove it"
        keep="Keep it"
      />
    </li>
  );
}

function HowToSubscribe() {
  return (
    <dl className="flex flex-col gap-2">
      <div>
        <dt className="font-medium">Outlook</dt>
        <dd>Add calendar, Subscribe from web, paste the address.</dd>
      </div>
      <div>
        <dt className="font-medium">Google Calendar</dt>
        <dd>
          Other calendars, From URL, paste the address; Google must be able to reach it from the internet and keeps no reminders of it.
        </dd>
      </div>
      <div>
        <dt className="font-medium">Thunderbird</dt>
        <dd>New calendar, On the network, paste the address, leave the user name empty, and tick Read only.</dd>
      </div>
    </dl>
  );
}
