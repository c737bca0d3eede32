import { createHmac } from "node:crypto";
import * as fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { verifySignature } from "../../shared/callbacks/signature.ts";
import { epochSeconds, instantOf } from "../../shared/kernel/time.ts";

const now = instantOf(Date.now());
const key = fc.uint8Array({ minLength: 24, maxLength: 64 }).map((bytes) => Buffer.from(bytes));
const id = fc.string({
  unit: fc.constantFrom("a", "Z", "0", "9", "-", "_", ".", ":", "/"),
  minLength: 1,
  maxLength: 40,
});
const body = fc.string({ unit: "binary", maxLength: 300 });
const call = fc.record({ key, id, body, off: fc.integer({ min: -290, max: 290 }) });

const signed = (secret: Buffer, text: string): string =>
  `v1,${createHmac("sha256", secret).update(text).digest("base64")}`;

describe("a signature", () => {
  it("of any body by any key is accepted when bare node:crypto made it, and is what standardwebhooks makes", () => {
    fc.assert(
      fc.property(call, (one) => {
        const seconds = epochSeconds(now) + one.off;
        const secret = `whsec_${one.key.toString("base64")}`;
        const signature = signed(one.key, `${one.id}.${seconds}.${one.body}`);
        const headers = { id: one.id, timestamp: String(seconds), signature };
        expect(verifySignature([secret], { headers, body: one.body }, now).ok).toBe(true);
        expect(new Webhook(secret).sign(one.id, new Date(seconds * 1000), one.body)).toBe(signature);
      }),
      { numRuns: 200 },
    );
  });

  it("does not survive one flipped bit anywhere: in the key, the id, the time, the body or itself", () => {
    const forged = fc.record({
      call,
      where: fc.constantFrom("key", "id", "time", "body", "signature"),
      at: fc.nat(),
      bit: fc.integer({ min: 0, max: 6 }),
    });
    const flip = (bytes: Uint8Array, at: number, bit: number): Buffer => {
      const copy = Buffer.from(bytes);
      const index = at % Math.max(1, copy.length);
      copy[index] = (copy[index] ?? 0) ^ (1 << bit);
      return copy;
    };
    const flipped = (text: string, at: number, bit: number): string =>
      flip(Buffer.from(text, "latin1"), at, bit).toString("latin1");
    fc.assert(
      fc.property(forged, ({ call: one, where, at, bit }) => {
        fc.pre(where !== "body" || (one.body.length > 0 && /^[\0-\xff]*$/u.test(one.body)));
        const seconds = epochSeconds(now) + one.off;
        const signature = signed(one.key, `${one.id}.${seconds}.${one.body}`);
        const sent = {
          key: where === "key" ? flip(one.key, at, bit) : one.key,
          id: where === "id" ? flipped(one.id, at, bit) : one.id,
          time: where === "time" ? seconds + (at % 2 === 0 ? 1 : -1) : seconds,
          body: where === "body" ? flipped(one.body, at, bit) : one.body,
          signature: where === "signature" ? flipped(signature, at, bit) : signature,
        };
        const headers = { id: sent.id, timestamp: String(sent.time), signature: sent.signature };
        const secret = `whsec_${sent.key.toString("base64")}`;
        expect(verifySignature([secret], { headers, body: sent.body }, now).ok).toBe(false);
      }),
      { numRuns: 400 },
    );
  });
});
