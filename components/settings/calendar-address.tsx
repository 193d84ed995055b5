import { CopyButton } from '#components/ui/copy-button.tsx';

/** A calendar's secret address, which is shown this once. */
export function CalendarAddress({ name, address }: { name: string; address: string }) {
  return (
    <div role="status" className="min-w-0 basis-full rounded-md border border-line-strong bg-sunken p-3">
      <p className="font-medium">The address of {name}, shown this once:</p>
      <p className="my-2">
        <code className="select-all break-all">{address}</code>
      </p>
      <div className="flex flex-wrap items-center gap-3">
        <CopyButton text={address} label="Copy address" />
        <p className="min-w-0 flex-1 basis-60 text-muted">
          Whoever has it can read the calendar without signing in. When it is lost or got about, ask for a new one: the old one then stops
          working.
        </p>
      </div>
    </div>
  );
}
