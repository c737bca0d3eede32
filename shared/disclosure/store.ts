import type { Item } from "../kernel/change.ts";
import type { AccountId } from "../kernel/ids.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { eventKey } from "../platform/events.ts";
import type { Disclosure } from "./model.ts";
import { DisclosureView, type Channel } from "./wire.ts";

const PREFIX = "DISCLOSURE#";

const disclosureKey = (accountId: string, sequence: number, channel: Channel) => {
  const { pk, sk } = eventKey(accountId, sequence);
  return { pk, sk: `${sk.replace("EVENT#", PREFIX)}#${channel}` };
};

export const disclosureStore = (reader: Reader) => ({
  item: (disclosure: Disclosure): Item => ({
    ...disclosureKey(disclosure.accountId, disclosure.sequence, disclosure.channel),
    ...disclosure,
  }),
  /** What agencies were told of an account's debtor, by event. */
  page: async (accountId: AccountId, limit: number, after?: Page["next"]) => {
    const { pk } = eventKey(accountId, 0);
    const page = await reader.page({ pk, prefix: PREFIX, limit, ...(after && { after }) });
    return {
      items: page.items.map((item): DisclosureView => DisclosureView.parse(item)),
      ...(page.next && { next: page.next }),
    };
  },
});

export type DisclosureStore = ReturnType<typeof disclosureStore>;
