'use client';

import { useEffect, useRef } from 'react';

/** `false` leaves the key to others. */
type Handler = (event: KeyboardEvent) => unknown;

/** Single keys are off while somebody types, while a dialog is open, and with a modifier pressed (WCAG 2.1.4). */
export function isFree(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  const target = event.target instanceof Element ? event.target : null;
  return target?.closest('input, textarea, select, [contenteditable="true"], [role="dialog"]') === null;
}

/** Calls a handler when its key is pressed alone. Keys are those of KeyboardEvent.key. */
export function useSingleKeys(handlers: Readonly<Record<string, Handler>>): void {
  const current = useRef(handlers);
  useEffect(() => {
    current.current = handlers;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const handler = current.current[event.key];
      if (!handler || !isFree(event)) return;
      if (handler(event) !== false) event.preventDefault();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}
