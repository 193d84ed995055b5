'use client';

import { useEffect, useRef, useState } from 'react';
import type { BoardHost } from '#lib/checks/read/views.ts';
import { changeWords } from './announce.ts';

const everyMs = 30_000;

/** Tells assistive technology what changed, politely, and at most once in 30 s. */
export function Announcer({ hosts }: { hosts: ReadonlyMap<string, BoardHost> }) {
  const [words, setWords] = useState('');
  const newest = useRef(hosts);
  const told = useRef(hosts);
  useEffect(() => {
    newest.current = hosts;
  }, [hosts]);
  useEffect(() => {
    const timer = setInterval(() => {
      const change = changeWords(told.current, newest.current);
      told.current = newest.current;
      if (change !== null) setWords(change);
    }, everyMs);
    return () => clearInterval(timer);
  }, []);
  return (
    <p aria-live="polite" className="sr-only">
      {words}
    </p>
  );
}
