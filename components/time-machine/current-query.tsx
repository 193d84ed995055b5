'use client';

import { useSearchParams } from 'next/navigation';

/** What the address says at the moment, as hidden fields of a form, so that filters chosen since the page came are kept. */
export function CurrentQuery({ except }: { except: readonly string[] }) {
  const query = [...useSearchParams()].filter(([name]) => !except.includes(name));
  return query.map(([name, value]) => <input key={`${name} ${value}`} type="hidden" name={name} value={value} />);
}
