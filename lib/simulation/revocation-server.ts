import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen, type SimulatedServer } from './listener.ts';

/** One request as it came in. */
export type SeenRequest = { method: string; path: string; headers: IncomingMessage['headers']; body: Buffer };

/** What a path answers: bytes, or anything done by hand. */
export type Route = Uint8Array | ((request: SeenRequest, response: ServerResponse) => void);

/** An HTTP server of OCSP answers and CRLs on loopback. */
export type RevocationServer = SimulatedServer & {
  readonly url: (path: string) => string;
  readonly requests: readonly SeenRequest[];
  /** Sets or replaces what a path answers. */
  readonly route: (path: string, answer: Route) => void;
};

/** Starts the server; paths without a route answer 404. A client that takes it for a proxy asks for whole addresses as paths. */
export async function startRevocationServer(options: { address?: string } = {}): Promise<RevocationServer> {
  const routes = new Map<string, Route>();
  const requests: SeenRequest[] = [];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method = '', url = '', headers } = incoming;
      const seen = { method, path: url, headers, body: Buffer.concat(chunks) };
      requests.push(seen);
      const route = routes.get(url);
      if (route === undefined) response.writeHead(404).end();
      else if (typeof route === 'function') route(seen, response);
      else response.end(route);
    });
  });
  const listening = await listen(server, options);
  return {
    ...listening,
    url: (path) => `http://${listening.address}:${listening.port}${path}`,
    requests,
    route: (path, answer) => void routes.set(path, answer),
  };
}
