const headers = {
  'content-type': 'application/x-ndjson; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
};

/**
 * Answers with one JSON value per line: what the work tells on its way, and at last what it returns. The work goes on when nobody
 * reads any more, and must not throw.
 */
export function progressResponse<Line>(work: (tell: (line: Line) => void) => Promise<Line>): Response {
  const encoder = new TextEncoder();
  let isRead = true;
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const tell = (line: Line) => {
        if (isRead) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
      };
      tell(await work(tell));
      if (isRead) controller.close();
    },
    cancel() {
      isRead = false;
    },
  });
  return new Response(body, { headers });
}
