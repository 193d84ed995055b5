import Link from 'next/link';
import { paths } from '#lib/paths.ts';

const pages = [
  {
    href: paths.expirySettings(),
    label: 'Expiry',
    about: 'From when on ending certificates are warned of, who looks after them, change freezes, and the name of the organisation.',
  },
  {
    href: paths.locationSettings(),
    label: 'Locations',
    about: 'The places that servers are probed from: which of them look, and how their own networks are.',
  },
  {
    href: paths.calendarSettings(),
    label: 'Calendars',
    about: 'Secret addresses with which Outlook, Google Calendar or Thunderbird show what ends when.',
  },
  {
    href: paths.waivers(),
    label: 'Accepted findings',
    about: 'What is known and accepted on a host, in a domain or under a tag, until when and why.',
  },
  {
    href: paths.trustSettings(),
    label: 'Trust',
    about: 'Whose certificates count as sound: trust stores for all domains or for one, and what clients have to be given.',
  },
  { href: paths.setup(), label: 'Add hosts', about: 'Which servers are watched. What is set for one host is on its own page, under Edit.' },
];

/** What can be set, and where. */
export function SettingsIndex() {
  return (
    <div className="max-w-3xl">
      <h1 className="font-semibold text-xl">Settings</h1>
      <ul className="mt-4 flex flex-col gap-3">
        {pages.map(({ href, label, about }) => (
          <li key={href} className="rounded-lg border border-line bg-surface p-4">
            <h2 className="font-semibold">
              <Link href={href} prefetch={false} className="text-link underline">
                {label}
              </Link>
            </h2>
            <p className="mt-1 text-muted">{about}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}
