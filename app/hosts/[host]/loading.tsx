const block = 'rounded-lg bg-sunken motion-safe:animate-pulse';

/** The outline of a host page while it is read. */
export default function LoadingHost() {
  return (
    <div role="status" aria-label="Loading the host">
      <div className={`h-4 w-48 ${block}`} />
      <div className={`mt-2 h-8 w-96 max-w-full ${block}`} />
      <div className={`mt-4 h-9 w-80 max-w-full ${block}`} />
      <div className={`mt-6 h-28 ${block}`} />
      <div className="mt-4 grid gap-4 xl:grid-cols-2">
        <div className={`h-72 ${block}`} />
        <div className={`h-72 ${block}`} />
      </div>
      <div className={`mt-4 h-28 ${block}`} />
    </div>
  );
}
