import { eventIn } from "../../shared/accounts/history-store.ts";
import { emptyChain, type EventDraft, type GatewayEvent } from "../../shared/kernel/event.ts";
import { recorded } from "../../shared/platform/events.ts";
import { now } from "./builders.ts";

type Lived = { readonly account: { readonly accountId: string }; readonly events: readonly EventDraft[] };

/** What happened to an account, as it is written and read back. */
export const historyOf = ({ account: { accountId }, events }: Lived): readonly GatewayEvent[] =>
  recorded({ accountId, chain: emptyChain }, events, now).items.map(({ item }) => eventIn(item));
