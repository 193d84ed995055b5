'use client';

import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useSingleKeys } from '#components/shell/use-single-keys.ts';

/** A pause in typing after which the list follows. */
const pauseMs = 300;

type Props = { q: string; label: string; placeholder: string; onSearch: (q: string) => void };

/** The search field of a list, which follows what is typed, at once where it is left. `/` leads to it, Escape empties it. */
export function ListSearch({ q, label, placeholder, onSearch }: Props) {
  const field = useRef<HTMLInputElement>(null);
  useSingleKeys({ '/': () => field.current?.focus() });
  const [typed, setTyped] = useState(q);
  const [sent, setSent] = useState(q);
  // Somebody followed a link to another search: what was typed here is not it.
  const [known, setKnown] = useState(q);
  if (q !== known) {
    setKnown(q);
    if (q !== sent) {
      setSent(q);
      setTyped(q);
    }
  }
  const send = (text: string) => {
    if (text.trim() === sent) return;
    setSent(text.trim());
    onSearch(text.trim());
  };
  const current = useRef(send);
  useEffect(() => {
    current.current = send;
  });
  useEffect(() => {
    const timer = setTimeout(() => current.current(typed), pauseMs);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <label className="relative grow basis-60 md:max-w-96">
      <span className="sr-only">{label}</span>
      <Search width={15} height={15} aria-hidden="true" className="pointer-events-none absolute top-2 left-2.5 text-muted" />
      <input
        ref={field}
        type="search"
        name="q"
        value={typed}
        maxLength={400}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        aria-keyshortcuts="/"
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          // What is left is sent, which has to be the empty field.
          flushSync(() => setTyped(''));
          event.currentTarget.blur();
        }}
        onBlur={() => send(typed)}
        className="min-h-8 w-full rounded-md border border-line-strong bg-surface py-1 pr-2 pl-8"
      />
    </label>
  );
}
