import type * as z from "zod";
import { AgencyId } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import { DialectView } from "./wire.ts";

/** The words in which an agency reports; every change is the next version. */
export const Dialect = DialectView.extend({ agencyId: AgencyId });
export type Dialect = z.infer<typeof Dialect>;

/** A dialect as it was saved. */
export const DialectVersion = Dialect.extend({ savedAt: Instant });
export type DialectVersion = z.infer<typeof DialectVersion>;
