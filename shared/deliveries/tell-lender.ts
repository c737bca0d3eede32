import type { AccountId, LenderId } from "../kernel/ids.ts";
import type { EndpointStore } from "./endpoint-store.ts";
import type { SendHint } from "./send-hint.ts";

export type TellLenderDeps = {
  readonly endpoints: Pick<EndpointStore, "list">;
  readonly sendHint: SendHint;
};

/** An event that a lender is told of. */
export type LendersEvent = {
  readonly accountId: AccountId;
  readonly lenderId: LenderId;
  readonly eventId: string;
};

/**
 * Has every lane looked at in which an event goes to its lender; a lender without endpoints has none. The
 * endpoints are read and not remembered: an event that follows an endpoint's making at once is for it.
 */
export const tellLender =
  (deps: TellLenderDeps) =>
  async ({ accountId, lenderId, eventId }: LendersEvent): Promise<void> => {
    const endpoints = await deps.endpoints.list(lenderId);
    const hints = endpoints.map(({ endpointId }) =>
      deps.sendHint({ accountId, lenderId, endpointId }, `${eventId}#${endpointId}`),
    );
    await Promise.all(hints);
  };

export type TellLender = ReturnType<typeof tellLender>;
