import type { ActionState } from '#components/ui/action-state.ts';
import type { ImportProgress } from '#lib/fleet/import/views.ts';

/** What is done with a list while somebody waits. */
export type ListRunName = 'check' | 'correct' | 'map' | 'import';

/** One line of the server's answer: how far it is, or at last how it ended and which page shows that. */
export type ListRunLine = { progress: ImportProgress } | ListRunEnd;
export type ListRunEnd = { state: ActionState; to: string | null };

/** How far a run is, with the two steps that the browser itself knows of: bytes that are sent, and the page that is fetched. */
export type RunProgress = ImportProgress | { step: 'send'; done: number; total: number } | { step: 'show'; done: 0; total: null };

/** Splits an answer that still grows into its whole lines. */
export class LineReader {
  #read = 0;

  /** The lines that are whole since the last call. `text` is the answer so far. */
  next(text: string): ListRunLine[] {
    const end = text.lastIndexOf('\n') + 1;
    const whole = text.slice(this.#read, end);
    this.#read = Math.max(this.#read, end);
    return whole
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as ListRunLine);
  }
}

const broken: Readonly<Record<ListRunName, string>> = {
  check: 'The connection to Port636 broke before the list was checked. Nothing was registered. Check it again.',
  correct: 'The connection to Port636 broke before the list was checked. Nothing was registered. Check it again.',
  map: 'The connection to Port636 broke before the list was read. Nothing was registered. Read it again.',
  import:
    'The connection to Port636 broke while it imported. Either all of the list was imported or nothing: the newest imports on the page Import hosts tell which.',
};

/** Sends a form, tells how far it is, and gives how it ended. Never rejects: a connection that breaks is one way to end. */
export function sendListRun(
  address: string,
  name: ListRunName,
  form: FormData,
  onProgress: (progress: RunProgress) => void,
): Promise<ListRunEnd> {
  // Fetch cannot tell how many bytes are sent.
  const request = new XMLHttpRequest();
  const lines = new LineReader();
  const { promise, resolve } = Promise.withResolvers<ListRunEnd>();
  const fail = (message: string) => resolve({ state: { status: 'error', message }, to: null });
  const read = () => {
    if (request.status !== 200) return;
    for (const line of lines.next(request.responseText)) {
      if ('progress' in line) onProgress(line.progress);
      else resolve(line);
    }
  };
  request.upload.addEventListener('progress', ({ loaded, total }) => onProgress({ step: 'send', done: loaded, total }));
  request.addEventListener('progress', read);
  request.addEventListener('load', () => {
    read();
    const said = request.getResponseHeader('content-type')?.startsWith('text/plain') ? request.responseText.trim() : '';
    fail(request.status === 200 || said === '' ? broken[name] : said);
  });
  request.addEventListener('error', () => fail(broken[name]));
  request.addEventListener('abort', () => fail(broken[name]));
  request.open('POST', address);
  request.send(form);
  return promise;
}
