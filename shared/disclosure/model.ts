import * as z from "zod";
import { AccountId } from "../kernel/ids.ts";
import { DisclosureView } from "./wire.ts";

/** One disclosure, kept with its account: an event is disclosed once per channel, however often it is sent. */
export const Disclosure = DisclosureView.extend({ accountId: AccountId, sequence: z.int() });
export type Disclosure = z.infer<typeof Disclosure>;
