import { describe, expect, it } from "vitest";
import { openApiDocument } from "../../../docs/generators/openapi.ts";
import { callbackTypes, deliveryTypes } from "../../../docs/generators/event-schemas.ts";
import { operations } from "../../../docs/generators/operations.ts";
import { worded } from "../../../docs/generators/worded.ts";
import { problems } from "../../../shared/kernel/problems.ts";

const document = openApiDocument();
const text = JSON.stringify(document);
const { schemas } = document.components;

const resolves = (pointer: string): boolean =>
  pointer
    .slice(2)
    .split("/")
    .reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], document) !==
  undefined;

const operationOf = (method: string, path: string) =>
  document.paths[path]![method] as {
    readonly responses: Record<
      string,
      { readonly headers: object; readonly content: Record<string, unknown> }
    >;
    readonly security: unknown;
  };

describe("the OpenAPI document", () => {
  it("is the same each time it is made", () => {
    expect(JSON.stringify(openApiDocument())).toBe(text);
  });

  it("refers to nothing that it does not have", () => {
    const pointers = [...text.matchAll(/"(#\/[^"]+)"/gu)].map(([, pointer]) => pointer!);
    expect(pointers.length).toBeGreaterThan(100);
    expect(pointers.filter((pointer) => !resolves(pointer))).toEqual([]);
  });

  it("tells callbacks apart by their event type", () => {
    const { discriminator, oneOf } = schemas["Callback"]!;
    expect(oneOf).toHaveLength(callbackTypes.length);
    expect(Object.keys((discriminator as { mapping: object }).mapping)).toEqual([...callbackTypes]);
  });

  it("has everything that the gateway posts to agencies and to lenders", () => {
    expect(Object.keys(document.webhooks)).toEqual([...deliveryTypes, "lender.event"]);
  });

  it("keeps requests strict and lets answers gain members", () => {
    expect(schemas["PlaceAccountRequest"]!.additionalProperties).toBe(false);
    expect(schemas["AccountView"]).not.toHaveProperty("additionalProperties");
    expect(schemas["AgencyView"]).not.toHaveProperty("additionalProperties");
  });

  it("never shows an agency's secrets in an answer", () => {
    expect(Object.keys(schemas["AgencyView"]!.properties!)).not.toContain("webhookSecrets");
  });

  it("does not ask for what has a default", () => {
    expect(schemas["ContractBody"]!.required).not.toContain("acknowledgeWithinHours");
    expect(schemas["ContractView"]!.required).toContain("acknowledgeWithinHours");
  });

  it("gives each refusal of an operation under its own status", () => {
    for (const { method, path, refusals } of operations) {
      const { responses } = operationOf(method.toLowerCase(), path.replaceAll(/:(\w+)/gu, "{$1}"));
      for (const code of refusals)
        expect(JSON.stringify(responses[String(problems[code].status)])).toContain(`problem-${code}`);
    }
  });

  it("tells when to come back, where a thing was made, and what was replayed", () => {
    const { responses } = operationOf("post", "/v1/accounts");
    expect(Object.keys(responses["503"]!.headers)).toContain("Retry-After");
    expect(Object.keys(responses["201"]!.headers)).toEqual(
      expect.arrayContaining(["Location", "Idempotent-Replayed"]),
    );
  });

  it("asks agencies for a signature, and everybody else for a key", () => {
    expect(operationOf("post", "/v1/agencies/{agencyId}/events").security).toContainEqual({
      webhookSignature: [],
    });
    expect(operationOf("get", "/v1/accounts").security).toEqual([{ apiKey: [] }]);
    expect(operationOf("get", "/health").security).toEqual([]);
  });

  it("has a sentence for every schema and every member", () => {
    const silent = Object.entries(schemas).filter(
      ([, { description, properties = {} }]) =>
        !description ||
        Object.values(properties).some((one) => !(one as { description?: string }).description),
    );
    expect(silent.map(([name]) => name)).toEqual([]);
  });

  it("is not made while a member has no words", () => {
    const nameless = { Thing: { type: "object", properties: { neverNamed: { type: "string" } } } } as const;
    expect(() => worded(structuredClone(nameless))).toThrow("members without words: Thing.neverNamed");
  });
});
