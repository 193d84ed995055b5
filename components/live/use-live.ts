'use client';

import { useEffect, useRef } from 'react';
import type { LiveEvent } from '#lib/checks/live-events.ts';
import { LiveConnection, type LiveMessage } from './connection.ts';

export type { LiveMessage };

let connection: LiveConnection | null = null;

/** The page's connection, made when the first component listens. */
export function liveConnection(): LiveConnection {
  connection ??= new LiveConnection();
  return connection;
}

/**
 * Hears everything: changes of hosts, events, and how fresh the connection is. `revision` is that of the data shown at first. Without
 * a listener nothing is heard, and no connection is made for it.
 */
export function useLiveMessages(listener: ((message: LiveMessage) => void) | null, revision: string | null = null): void {
  const isListening = listener !== null;
  const current = useRef(listener);
  useEffect(() => {
    current.current = listener;
  });
  useEffect(
    () => (isListening ? liveConnection().listen((message) => current.current?.(message), revision) : undefined),
    [isListening, revision],
  );
}

/** Hears events alone: a host changed, the fleet changed, a stage of a probe completed, a probe finished. */
export function useLive(listener: (event: LiveEvent) => void): void {
  useLiveMessages((message) => {
    if (message.kind === 'event') listener(message.event);
  });
}
