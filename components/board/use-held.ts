'use client';

import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';

const stillMs = 30_000;

/**
 * Keeps a value as it was while a mouse is over the part of the page that shows it, so that nothing jumps under the pointer. A mouse
 * that lies still for 30 s counts as gone. Another `signature` (the person asked for something else) takes the fresh value at once.
 */
export function useHeld<Value>(fresh: Value, signature: string) {
  const [held, setHeld] = useState<{ value: Value; signature: string } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const release = () => {
    stopTimer(timer);
    setHeld(null);
  };
  useEffect(() => () => stopTimer(timer), []);

  const hold = (event: PointerEvent) => {
    if (event.pointerType !== 'mouse') return;
    if (held?.signature !== signature) setHeld({ value: fresh, signature });
    stopTimer(timer);
    timer.current = setTimeout(() => setHeld(null), stillMs);
  };
  return {
    value: held?.signature === signature ? held.value : fresh,
    release,
    handlers: { onPointerMove: hold, onPointerLeave: release },
  };
}

function stopTimer(timer: RefObject<ReturnType<typeof setTimeout> | null>): void {
  if (timer.current !== null) clearTimeout(timer.current);
}
