import type { Table } from "../shared/platform/dynamo.ts";
import { takeAdvice, type TakeAdvice, type TakeAdviceDeps } from "../shared/remittances/take-advice.ts";
import { remittanceAdvising } from "./remittance-advising.ts";

/** Takes advices that come as callbacks. */
export const adviceTaking = (table: Table, receipts: TakeAdviceDeps["receipts"]): TakeAdvice =>
  takeAdvice({ receipts, adviseRemittance: remittanceAdvising(table) });
