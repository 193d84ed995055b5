const block = 'rounded-lg bg-sunken motion-safe:animate-pulse';

/** The outline of the catalog while it is read. */
export default function LoadingCauses() {
  return (
    <div role="status" aria-label="Loading the causes">
      <div className={`h-8 w-40 ${block}`} />
      <div className={`mt-4 h-9 w-80 max-w-full ${block}`} />
      <div className={`mt-6 h-96 ${block}`} />
    </div>
  );
}
