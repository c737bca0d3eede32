import { expect, it } from "vitest";
import type { Answer, Call } from "./http.ts";

/** How a request is made with some `Authorization`. */
type Ask = (headers: NonNullable<Call["headers"]>) => Promise<Answer>;

const secret = "a".repeat(64);

/** Everything that is no key in force, and how it is called. */
const noKeys: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ["without a key", {}],
  ["with an empty Authorization", { authorization: "" }],
  ["with another scheme", { authorization: "Basic Z3c6Z3c=" }],
  ["with something that is no key", { authorization: "Bearer hello" }],
  [
    "with a key that was never made",
    { authorization: `Bearer gw_local_01ARZ3NDEKTSV4RRFFQ69G5FAV_${secret}` },
  ],
  ["with the operator's name and another secret", { authorization: `Bearer gw_local_operator_${secret}` }],
  ["with a key id that reaches for another item", { authorization: `Bearer gw_local_LENDER_${secret}` }],
];

/** Declares that an operation answers 401 to whoever has no key in force. `ask` must send no key of its own. */
export function refusesWithoutKey(
  ask: Ask,
  extra: () => Promise<readonly (readonly [string, string])[]> = noMore,
): void {
  it.each(noKeys)("answers 401 %s", async (_name, headers) => {
    expectUnauthenticated(await ask(headers));
  });

  it("answers 401 to a key in force whose secret was changed", async () => {
    for (const [, apiKey] of await extra())
      expectUnauthenticated(await ask({ authorization: `Bearer ${otherSecret(apiKey)}` }));
  });
}

const noMore = async () => [];

const otherSecret = (apiKey: string): string => apiKey.slice(0, -1) + (apiKey.endsWith("0") ? "1" : "0");

function expectUnauthenticated({ status, code, headers, body }: Answer): void {
  expect([status, code]).toEqual([401, "unauthenticated"]);
  expect(headers.get("www-authenticate")).toBe("Bearer");
  expect(body.detail, "what is wrong with a key is not told").toBe(
    "Send `Authorization: Bearer <API key>` with a key in force.",
  );
}

/** A refusal's status and code, for comparing. */
export const refusal = ({ status, code }: Answer): readonly [number, string | undefined] => [status, code];

/** Where a schema refusal points, each place once. */
export const pointers = ({ body }: Answer): readonly string[] => [
  ...new Set<string>((body.errors ?? []).map(({ pointer }: { pointer: string }) => pointer)),
];

/** Bodies that are no JSON request at all: what they are, their headers, their content, the refusal. */
const unreadable = [
  ["is cut off", {}, '{"a":', 400, "malformed-json"],
  ["is empty", {}, "", 400, "malformed-json"],
  ["is no JSON", {}, "hello", 400, "malformed-json"],
  ["is not UTF-8", {}, new Uint8Array([0x22, 0xff, 0xfe, 0x22]), 400, "malformed-json"],
  ["is text", { "content-type": "text/plain" }, "{}", 415, "unsupported-media-type"],
  [
    "is a form",
    { "content-type": "application/x-www-form-urlencoded" },
    "a=1",
    415,
    "unsupported-media-type",
  ],
  ["is JSON that is no object", {}, "[]", 422, "invalid-request"],
  ["is null", {}, "null", 422, "invalid-request"],
  ["is larger than accepted", {}, `{"a":"${"x".repeat(140 * 1024)}"}`, 413, "payload-too-large"],
] as const satisfies readonly (readonly [
  string,
  Readonly<Record<string, string>>,
  string | Uint8Array<ArrayBuffer>,
  number,
  string,
])[];

/** Declares that an operation names what it cannot read. `ask` sends the content with the headers as it is. */
export function refusesUnreadable(
  ask: (raw: string | Uint8Array<ArrayBuffer>, headers: NonNullable<Call["headers"]>) => Promise<Answer>,
): void {
  it.each(unreadable)("refuses a body that %s", async (_name, headers, ...[raw, ...refused]) => {
    expect(refusal(await ask(raw, headers))).toEqual(refused);
  });
}
