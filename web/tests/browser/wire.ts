/** A wire between the page and the fleet, whose live streams a test can cut. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface Wire {
  /** Of the page at the other end. */
  url: string;
  /** Cuts the streams that are open; no other comes through until it is mended. */
  cut(): void;
  mend(): void;
  /** Streams that were tried so far. */
  nTried(): number;
  close(): void;
}

const STREAM = 'GET /api/v1/stream ';

export async function layWire(to: string): Promise<Wire> {
  const { hostname, port } = new URL(to);
  const streams = new Set<Socket>();
  const all = new Set<Socket>();
  let isCut = false;
  let nTried = 0;
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const [one, other] of [[near, far], [far, near]] as const) {
      all.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        all.delete(one);
        other.destroy();
      });
    }
    near.on('data', (bytes) => {
      if (!bytes.subarray(0, STREAM.length).equals(Buffer.from(STREAM))) return;
      nTried += 1;
      streams.add(near);
      near.on('close', () => streams.delete(near));
      if (isCut) near.destroy();
    });
    near.pipe(far);
    far.pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      isCut = true;
      streams.forEach((each) => each.destroy());
    },
    mend: () => void (isCut = false),
    nTried: () => nTried,
    close() {
      server.close();
      all.forEach((each) => each.destroy());
    },
  };
}
