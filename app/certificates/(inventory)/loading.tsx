const block = 'rounded bg-sunken motion-safe:animate-pulse';

/** The outline of the list while it is read. */
export default function LoadingCertificates() {
  return (
    <div role="status" aria-label="Loading the certificates" className="space-y-3">
      <p className="font-semibold text-xl">Certificates</p>
      <div className="flex gap-2 overflow-hidden" aria-hidden="true">
        {['w-24', 'w-28', 'w-36', 'w-32', 'w-20'].map((width) => (
          <span key={width} className={`h-8 shrink-0 rounded-full ${width} ${block}`} />
        ))}
      </div>
      <div className={`h-8 w-96 max-w-full ${block}`} />
      <div className={`h-[60dvh] ${block}`} />
    </div>
  );
}
