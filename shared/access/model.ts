import * as z from "zod";
import { KeyId } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import { Principal } from "./wire.ts";

/** An API key as kept: never the key, only its hash. */
export const ApiKey = z.object({
  keyId: KeyId,
  hash: z.string(),
  principal: Principal,
  label: z.string(),
  createdAt: Instant,
  revokedAt: Instant.exactOptional(),
});
export type ApiKey = z.infer<typeof ApiKey>;

const KEY = /^gw_[a-z0-9]+_([0-9A-Za-z]+)_[0-9A-Za-z]{32,128}$/u;

/** The public part of `gw_<stage>_<keyId>_<secret>`; undefined when it is not a key at all. */
export const keyPartOf = (apiKey: string): string | undefined => KEY.exec(apiKey)?.[1];

/** The key id that the operator's first key carries; it is not in the table but in the stack's parameters. */
export const OPERATOR = "operator";
