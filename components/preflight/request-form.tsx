import { profileNames } from '#components/article/profile-words.ts';
import { inputClass } from '#components/host/form-class.ts';
import { Button } from '#components/ui/button.tsx';
import type { RequestAddress } from '#lib/certificates/preflight/filter.ts';
import type { RequestKey, RequestUsages } from '#lib/certificates/request-files/views.ts';
import { profiles } from '#lib/diagnosis/rule.ts';
import { paths } from '#lib/paths.ts';

const keyWords: Readonly<Record<RequestKey, string>> = {
  'rsa-2048': 'RSA, 2048 bits',
  'rsa-3072': 'RSA, 3072 bits',
  'ecdsa-p256': 'ECDSA, P-256',
};
const usageWords: Readonly<Record<RequestUsages, string>> = {
  server: 'LDAPS: Server Authentication alone',
  'domain-controller': 'Domain controller: as the template Kerberos Authentication',
};

type Options = readonly (readonly [value: string, label: string])[];

function Choice({ name, label, value, options }: { name: string; label: string; value: string; options: Options }) {
  return (
    <div className="min-w-0">
      <label htmlFor={`request-${name}`} className="mb-1 block font-medium">
        {label}
      </label>
      <select key={value} id={`request-${name}`} name={name} defaultValue={value} className={inputClass}>
        {options.map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Asks what a request shall be for; its answer is an address, so it can be shared. */
export function RequestForm({
  address,
  fault,
}: {
  address: RequestAddress | null;
  fault: { field: 'host' | 'key'; message: string } | null;
}) {
  return (
    <form method="get" action={`${paths.preflight()}#request`} className="space-y-3">
      <p className="max-w-[75ch]">
        The instructions for certreq on Windows and a configuration for openssl, with the names and usages that the host’s kind of server
        asks for.
      </p>
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-[1fr_1fr_1fr_1.5fr]">
        <div className="min-w-0">
          <label htmlFor="request-host" className="mb-1 block font-medium">
            Host
          </label>
          <input
            key={address?.host ?? ''}
            id="request-host"
            name="request"
            required
            defaultValue={address?.host ?? ''}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            aria-invalid={fault !== null}
            aria-describedby={fault === null ? undefined : 'request-fault'}
            className={`${inputClass} font-mono`}
          />
        </div>
        <Choice
          name="profile"
          label="Kind of server"
          value={address?.profile ?? ''}
          options={[['', 'As registered'], ...profiles.map((profile) => [profile, profileNames[profile]] as const)]}
        />
        <Choice name="key" label="Key" value={address?.key ?? 'rsa-2048'} options={Object.entries(keyWords)} />
        <Choice
          name="usages"
          label="Usages (domain controllers)"
          value={address?.usages ?? 'server'}
          options={Object.entries(usageWords)}
        />
      </div>
      <div className="flex items-start gap-2">
        <input
          id="request-with-domain"
          type="checkbox"
          name="withDomain"
          key={String(address?.withDomain ?? false)}
          defaultChecked={address?.withDomain ?? false}
          className="mt-0.5 size-4 shrink-0"
        />
        <label htmlFor="request-with-domain">
          Domain controllers: the domain’s own name as well, for clients that connect to the domain
        </label>
      </div>
      {fault && (
        <p id="request-fault" role="alert" className="font-medium text-critical">
          {fault.message}
        </p>
      )}
      <Button type="submit">Make the files</Button>
    </form>
  );
}
