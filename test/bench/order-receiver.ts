import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";

/** An agency's endpoint that takes every delivery, and tells when the order to stop for a placement came. */
export type OrderReceiver = {
  readonly url: string;
  /**
   * When the order came, by `performance.now()`.
   * @throws Error when its signature does not fit, or none comes in time
   */
  readonly orderFor: (placementId: string, secret: string) => Promise<number>;
  readonly close: () => void;
};

type Delivered = {
  readonly at: number;
  readonly headers: Record<string, string>;
  readonly body: string;
};

const PATIENCE_MS = 60_000;

export async function orderReceiver(): Promise<OrderReceiver> {
  const orders = new Map<string, PromiseWithResolvers<Delivered>>();
  const order = (placementId: string): PromiseWithResolvers<Delivered> => {
    const known = orders.get(placementId) ?? Promise.withResolvers<Delivered>();
    orders.set(placementId, known);
    return known;
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const at = performance.now();
      const body = Buffer.concat(chunks).toString("utf8");
      const { eventType, placementId } = JSON.parse(body) as { eventType: string; placementId: string };
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      if (eventType === "hold.apply") order(placementId).resolve({ at, headers, body });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    orderFor: async (placementId, secret) => {
      const patience = setTimeout(
        () => order(placementId).reject(new Error(`no order to stop came for ${placementId}`)),
        PATIENCE_MS,
      );
      const { at, headers, body } = await order(placementId).promise;
      clearTimeout(patience);
      new Webhook(secret).verify(body, headers);
      return at;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
