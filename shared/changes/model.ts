import type * as z from "zod";
import { Instant } from "../kernel/time.ts";
import { ChangeView, Subject } from "./wire.ts";

/** A change as kept: immutable, numbered per subject from 1. */
export const ConfigurationChange = ChangeView.extend({ subject: Subject, changedAt: Instant });
export type ConfigurationChange = z.infer<typeof ConfigurationChange>;
