import type { NextRequest } from 'next/server';
import { changesSince, type FeedMessage, liveFeed } from '#app/_server/live-feed.ts';
import { currentSession } from '#app/_server/session.ts';

export const dynamic = 'force-dynamic';

const pingMs = 15_000;

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
};

/** Server-sent events: `changes` (hosts of the board, id = revision to resume from) and `live` (stages of a running probe). */
export async function GET(request: NextRequest): Promise<Response> {
  if ((await currentSession()) === null) return new Response(null, { status: 401 });
  const since = request.headers.get('last-event-id') ?? request.nextUrl.searchParams.get('since');
  const encoder = new TextEncoder();
  let end = (_isClosed: boolean) => {};
  let send: (message: FeedMessage) => void = () => {};
  const unsubscribe = liveFeed().subscribe((message) => send(message), since);
  // The browser then asks for changes instead, and tries the stream again later.
  if (unsubscribe === null) return new Response(null, { status: 503, headers: { 'retry-after': '60' } });
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const write = (text: string) => {
        // A browser that does not read must not fill our memory: it is cut off and resumes by its last id.
        if ((controller.desiredSize ?? 0) < -32) end(false);
        else controller.enqueue(encoder.encode(text));
      };
      send = (message) => write(eventText(message));
      const ping = setInterval(() => write(': ping\n\n'), pingMs);
      end = (isClosed) => {
        end = () => {};
        clearInterval(ping);
        unsubscribe();
        if (!isClosed) controller.close();
      };
      request.signal.addEventListener('abort', () => end(false), { once: true });
      write('retry: 3000\n\n');
      if (since === null) return;
      try {
        const data = await changesSince(since);
        if (!request.signal.aborted) send({ event: 'changes', data });
      } catch {
        end(false);
      }
    },
    cancel: () => end(true),
  });
  return new Response(body, { headers });
}

function eventText(message: FeedMessage): string {
  const id = message.event === 'changes' ? `id: ${message.data.revision}\n` : '';
  return `${id}event: ${message.event}\ndata: ${JSON.stringify(message.data)}\n\n`;
}
