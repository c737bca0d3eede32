import { createHmac } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { Webhook as Svix } from "svix";
import { describe, expect, it } from "vitest";
import { TOLERANCE_SECONDS, verifySignature } from "../../../shared/callbacks/signature.ts";
import { epochSeconds, instantOf, type Instant } from "../../../shared/kernel/time.ts";
import { aSecret, at, refusalOf } from "../../support/builders.ts";

type Envelope = { readonly id: string; readonly seconds: number };
type Signer = (secret: string, text: string, envelope?: Envelope) => string;

const now = instantOf(Date.now());
const usual: Envelope = { id: "cb-1", seconds: epochSeconds(now) };

const bare: Signer = (secret, text, { id, seconds } = usual) =>
  `v1,${createHmac("sha256", Buffer.from(secret.slice("whsec_".length), "base64"))
    .update(`${id}.${seconds}.${text}`)
    .digest("base64")}`;

const signers: readonly (readonly [string, Signer])[] = [
  [
    "svix",
    (secret, text, { id, seconds } = usual) => new Svix(secret).sign(id, new Date(seconds * 1000), text),
  ],
  [
    "standardwebhooks",
    (secret, text, { id, seconds } = usual) => new Webhook(secret).sign(id, new Date(seconds * 1000), text),
  ],
  ["bare node:crypto", bare],
];

const body = JSON.stringify({ eventId: "cb-1", note: "zażółć gęślą jaźń 🙂", amount: 12_345 });

type Call = { id?: string; seconds?: number; signature?: string; body?: string };

const judge = (secrets: readonly string[], call: Call = {}, moment: Instant = now) => {
  const { id = "cb-1", seconds = epochSeconds(moment), body: text = body } = call;
  const signature = call.signature ?? bare(secrets[0]!, text, { id, seconds });
  return verifySignature(
    secrets,
    { headers: { id, timestamp: String(seconds), signature }, body: text },
    moment,
  );
};

describe("what others sign", () => {
  it.each(signers)("is accepted when %s signed it", (_name, sign) => {
    const secret = aSecret();
    expect(judge([secret], { signature: sign(secret, body) }).ok).toBe(true);
  });

  it.each(signers)(
    "is accepted from %s for an empty body, and for secrets of 24 and 64 bytes",
    (_name, sign) => {
      for (const secret of [aSecret(24), aSecret(64)])
        expect(judge([secret], { body: "", signature: sign(secret, "") }).ok).toBe(true);
    },
  );

  it.each(signers)("is refused when %s used another secret", (_name, sign) => {
    const outcome = judge([aSecret()], { signature: sign(aSecret(), body) });
    expect(refusalOf(outcome).code).toBe("signature-invalid");
  });
});

describe("during a rotation", () => {
  const [old, present] = [aSecret(), aSecret()];

  it("every secret in force is good, wherever it stands", () => {
    for (const secrets of [
      [old, present],
      [present, old],
      [aSecret(), aSecret(), old],
    ])
      expect(judge(secrets, { signature: bare(old, body) }).ok).toBe(true);
  });

  it("one good signature among several in the header is enough", () => {
    const [good, bad] = [bare(present, body), bare(old, body)];
    for (const signature of [`${bad} ${good}`, `${good} ${bad}`, `v1a,AAAA ${good}`, `v2,x ${bad} ${good}`])
      expect(judge([present], { signature }).ok).toBe(true);
  });

  it("a secret that was taken out of force is good no more", () => {
    expect(judge([present], { signature: bare(old, body) }).ok).toBe(false);
  });
});

describe("freshness", () => {
  const secret = aSecret();
  const seconds = epochSeconds(now);

  it.each([-299, -1, 0, 1, 299])("%i seconds from now is fresh", (off) => {
    expect(judge([secret], { seconds: seconds + off }).ok).toBe(true);
  });

  it.each([-301, 301, -86_400, 86_400])("%i seconds from now is stale, though well signed", (off) => {
    expect(refusalOf(judge([secret], { seconds: seconds + off }))).toMatchObject({
      code: "signature-stale",
      detail: expect.stringContaining(String(TOLERANCE_SECONDS)),
    });
  });

  it("is judged by the moment of receipt, whatever the machine's own clock says", () => {
    for (const moment of [at("2020-01-01T00:00:00Z"), at("2040-01-01T00:00:00Z")]) {
      expect(judge([secret], {}, moment).ok).toBe(true);
      expect(judge([secret], { seconds: epochSeconds(moment) - 300 }, moment).ok).toBe(true);
      expect(refusalOf(judge([secret], { seconds: epochSeconds(moment) - 301 }, moment)).code).toBe(
        "signature-stale",
      );
    }
  });

  it.each([
    "",
    "now",
    "1e9",
    "-5",
    "0x10",
    `${seconds}.5`,
    ` ${seconds}`,
    `${seconds}abc`,
    "9".repeat(13),
    "NaN",
  ])("%j is no timestamp", (timestamp) => {
    const headers = { id: "cb-1", timestamp, signature: bare(secret, body) };
    expect(refusalOf(verifySignature([secret], { headers, body }, now)).code).toBe("signature-stale");
  });
});

describe("whatever was changed on the way is found", () => {
  const secret = aSecret();
  const seconds = epochSeconds(now);
  const signature = bare(secret, body);
  const flipped = (text: string, index: number): string => {
    const bytes = Buffer.from(text);
    bytes[index]! ^= 1;
    return bytes.toString("latin1");
  };

  it("one byte of the body, any of them", () => {
    const plain = JSON.stringify({ amount: 12_345 });
    const signed = bare(secret, plain);
    for (let index = 0; index < plain.length; index += 1)
      expect(judge([secret], { body: flipped(plain, index), signature: signed }).ok).toBe(false);
    expect(judge([secret], { body: plain, signature: signed }).ok).toBe(true);
  });

  it("one byte of the id, any of them", () => {
    for (let index = 0; index < 4; index += 1)
      expect(judge([secret], { id: flipped("cb-1", index), signature }).ok).toBe(false);
  });

  it("one second of the timestamp", () => {
    for (const off of [-1, 1]) expect(judge([secret], { seconds: seconds + off, signature }).ok).toBe(false);
  });

  it("one byte of the signature, any of them", () => {
    for (let index = 0; index < signature.length; index += 1)
      expect(judge([secret], { signature: flipped(signature, index) }).ok).toBe(false);
  });

  it.each(["", "v1", "v1,", ",", " ", "v2,abc", signature.slice(3), signature.replace("v1", "V1"), "v1,👍"])(
    "and %j is no signature, and no failure either",
    (odd) => {
      expect(refusalOf(judge([secret], { signature: odd })).code).toMatch(/^signature-(invalid|missing)$/u);
    },
  );

  it("the same text in other bytes", () => {
    expect(judge([secret], { body: `${body} `, signature }).ok).toBe(false);
    expect(judge([secret], { body: JSON.stringify(JSON.parse(body), null, 1), signature }).ok).toBe(false);
  });
});

describe("what is not signed", () => {
  it.each(["id", "timestamp", "signature"] as const)("says so when %s is missing", (name) => {
    const headers = {
      id: "cb-1",
      timestamp: String(epochSeconds(now)),
      signature: "v1,x",
      [name]: undefined,
    };
    expect(refusalOf(verifySignature([aSecret()], { headers, body }, now)).code).toBe("signature-missing");
  });

  it("fits no agency without a secret", () => {
    const headers = { id: "cb-1", timestamp: String(epochSeconds(now)), signature: "v1,x" };
    expect(refusalOf(verifySignature([], { headers, body }, now)).code).toBe("signature-invalid");
  });
});
