import { cache } from 'react';
import { readBoard } from '#lib/checks/read/read-board.ts';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';

/** The board, read once per request. */
export const loadBoard = cache(() => readBoard(database(), { now: now() }));
