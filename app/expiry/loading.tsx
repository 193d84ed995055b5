const block = 'rounded-lg bg-sunken motion-safe:animate-pulse';
const bucketKeys = ['expired', '0-7', '8-30', '31-60', '61-90', 'over-90'];

/** The outline of the planner while it is read. */
export default function LoadingExpiry() {
  return (
    <div role="status" aria-label="Loading the expiry planner">
      <div className={`h-8 w-32 ${block}`} />
      <div className="mt-3 grid grid-cols-2 gap-2 sm:grid-cols-3 xl:grid-cols-6">
        {bucketKeys.map((key) => (
          <div key={key} className={`h-28 ${block}`} />
        ))}
      </div>
      <div className={`mt-4 h-56 ${block}`} />
      <div className={`mt-4 h-96 ${block}`} />
    </div>
  );
}
