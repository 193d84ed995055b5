import { fingerprintGroups } from './words.ts';

/** A fingerprint that people compare by eye, and read aloud over the telephone. */
export function Fingerprint({ sha256 }: { sha256: string }) {
  return (
    <span className="inline-grid grid-cols-4 gap-x-3 font-mono tracking-wide sm:grid-cols-8">
      {fingerprintGroups(sha256).map((group, index, all) => (
        <span key={all.slice(0, index + 1).join('')}>{group} </span>
      ))}
    </span>
  );
}
