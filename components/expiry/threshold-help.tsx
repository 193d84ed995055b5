import Link from 'next/link';
import { defaultExpiryWindows } from '#lib/diagnosis/rule.ts';
import { paths } from '#lib/paths.ts';

const renewalPeriod =
  'https://www.gradenegger.eu/en/planning-of-certificate-validity-and-renewal-period-of-end-entitaets-certificates-with-auto-enrollment/';
const overlapPeriod = 'https://learn.microsoft.com/en-us/windows/win32/adschema/a-pkioverlapperiod';

/** What critical and warning mean here, and why that suits certificates that renew themselves. */
export function ThresholdHelp() {
  const { warningDays, warningShare, criticalDays, criticalShare } = defaultExpiryWindows;
  return (
    <details className="mt-4 max-w-3xl">
      <summary className="w-fit cursor-pointer rounded-sm py-1">
        When is a certificate a warning, and what does AD CS auto-enrolment do?
      </summary>
      <div className="mt-1 space-y-2 text-muted">
        <p>
          A certificate is a warning in its last {warningDays} days or its last {warningShare * 100} % of lifetime, and critical in its last{' '}
          {criticalDays} days or {criticalShare * 100} %, whichever is shorter. So one of two years warns at {warningDays} days and one of
          47 days at 9 days. A domain or a host can have windows of its own; where hosts differ, the strictest decides.{' '}
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
          A one-year certificate that enrols by itself is therefore replaced about six weeks before its end, before it is ever a warning
          here: a warning then means that its renewal failed, or that the server still serves the old one.
        </p>
      </div>
    </details>
  );
}
