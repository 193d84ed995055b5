import Link from 'next/link';
import { DAY_MS, expiryThresholds, percentOf } from '#lib/diagnosis/expiry.ts';
import { count as counted } from '#lib/diagnosis/reading/wording.ts';
import type { ExpiryWindows } from '#lib/diagnosis/rule.ts';
import { paths } from '#lib/paths.ts';

const renewalPeriod =
  'https://www.gradenegger.eu/en/planning-of-certificate-validity-and-renewal-period-of-end-entitaets-certificates-with-auto-enrollment/';
const overlapPeriod = 'https://learn.microsoft.com/en-us/windows/win32/adschema/a-pkioverlapperiod';

/** How many days before its end a certificate of so many days is a warning. */
const warnsAtDays = (lifetimeDays: number, windows: ExpiryWindows): number =>
  Math.floor(expiryThresholds({ notBefore: new Date(0), notAfter: new Date(lifetimeDays * DAY_MS) }, windows).warningDays);
/** The usual renewal period of auto-enrolment. */
const sixWeeksDays = 42;

/** What critical and warning mean here, by the windows of the installation, and why that suits certificates that renew themselves. */
export function ThresholdHelp({ windows }: { windows: ExpiryWindows }) {
  const { warningDays, warningShare, criticalDays, criticalShare } = windows;
  return (
    <details className="mt-4 max-w-3xl">
      <summary className="w-fit cursor-pointer rounded-sm py-1">
        When is a certificate a warning, and what does AD CS auto-enrolment do?
      </summary>
      <div className="mt-1 space-y-2 text-muted">
        <p>
          A certificate is a warning in its last {counted(warningDays, 'day')} or its last {percentOf(warningShare)} % of lifetime, and
          critical in its last {counted(criticalDays, 'day')} or {percentOf(criticalShare)} %, whichever is shorter. So one of two years
          warns at {counted(warnsAtDays(730, windows), 'day')} and one of 47 days at {counted(warnsAtDays(47, windows), 'day')}. A domain or
          a host can have windows of its own; where hosts differ, the strictest decides.{' '}
          <Link href={paths.expirySettings()} prefetch={false}>
            Expiry settings
          </Link>
        </p>
        <p>
          AD CS auto-enrolment renews late: it asks for a new certificate when the <em>renewal period</em> of its template begins, counted
          back from the end of the certificate (
          <a href={overlapPeriod} rel="noreferrer">
            attribute pKIOverlapPeriod
          </a>
          ). Six weeks is the usual setting, and Microsoft’s documentation is quoted as asking for 80 % of the lifetime or six weeks before
          the end, whichever is later (
          <a href={renewalPeriod} rel="noreferrer">
            planning validity and renewal period
          </a>
          ). We have not measured that rule ourselves for each Windows version. Certificates requested by hand do not renew themselves,
          whatever their template says.
        </p>
        <p>
          A one-year certificate that enrols by itself is therefore replaced about six weeks before its end.{' '}
          {warnsAtDays(365, windows) < sixWeeksDays
            ? 'That is before it is ever a warning here: a warning then means that its renewal failed, or that the server still serves the old one.'
            : `Here it is a warning ${counted(warnsAtDays(365, windows), 'day')} before its end already, so a warning need not mean that its renewal failed: wait for the last six weeks.`}
        </p>
      </div>
    </details>
  );
}
