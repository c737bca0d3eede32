import { answersOf, delivering } from "./components/answers.ts";
import { breaking } from "./components/breaks.ts";
import { banking } from "./components/bank.ts";
import { closing } from "./components/closing.ts";
import { commissions } from "./components/commissions.ts";
import { dialectSchemas } from "./components/dialects.ts";
import { disputing } from "./components/disputes.ts";
import { remittanceFileSchemas } from "./components/remittance-files.ts";
import { suspenseSchemas } from "./components/suspense.ts";
import { requests } from "./components/requests.ts";
import { values } from "./components/values.ts";

export type { ComponentEntry } from "./components/entry.ts";

export const components = {
  ...values,
  ...requests,
  ...answersOf,
  ...delivering,
  ...dialectSchemas,
  ...disputing,
  ...commissions,
  ...breaking,
  ...banking,
  ...closing,
  ...remittanceFileSchemas,
  ...suspenseSchemas,
};

export type ComponentName = keyof typeof components;
