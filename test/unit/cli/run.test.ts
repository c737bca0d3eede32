import { statSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { aDesk, aFolder, key } from "../../support/desk.ts";

const problem = {
  type: "/docs/errors#invalid-request",
  title: "The request does not match its schema",
  status: 422,
  code: "invalid-request",
  detail: "1 fault; the first at /overlapHours: too big",
  traceId: "7d1d7a1c",
  errors: [{ pointer: "/overlapHours", code: "too-big", detail: "too big" }],
};

describe("a command that is not understood", () => {
  it.each([
    [["keys", "create"], "required option '--kind <kind>'"],
    [["keys", "show"], "missing required argument 'keyId'"],
    [["nonsense"], "unknown command 'nonsense'"],
    [["keys", "list", "--colour", "red"], "unknown option '--colour'"],
    [["keys", "rotate", "key_1", "--overlap-hours", "many"], "--overlap-hours <n> takes a whole number"],
    [["accounts", "place", "/nowhere.json"], "/nowhere.json cannot be read"],
    [["keys", "revoke", "key_1"], "Nobody is there to ask: say --yes"],
    [["keys", "list", "--url", "http://gateway.example"], "is no address of a gateway"],
    [["sandbox", "--as", "god"], "--as is operator, lender, agency or finance"],
  ])("%j ends with 2, says why, and sends nothing", async (args, words) => {
    const desk = aDesk();
    expect(await desk.run(...args)).toBe(2);
    expect(desk.err()).toContain(words);
    expect(desk.sent).toEqual([]);
  });

  it.each([["--help"], ["keys", "--help"], ["keys", "rotate", "--help"], ["batches", "upload", "--help"]])(
    "%j %j is helped with examples",
    async (...args) => {
      const desk = aDesk();
      expect(await desk.run(...args)).toBe(0);
      expect(desk.out()).toContain("Usage: gateway");
    },
  );
});

describe("a command on endpoints", () => {
  it("is about an agency, and with --lender about a lender", async () => {
    const paths = [];
    for (const flags of [[], ["--lender"]]) {
      const desk = aDesk({ replies: [{ status: 200, body: { items: [] } }] });
      expect(await desk.run("endpoints", "list", "id_1", ...flags, "--json")).toBe(0);
      paths.push(new URL(desk.sent[0]!.url).pathname);
    }
    expect(paths).toEqual(["/v1/agencies/id_1/endpoints", "/v1/lenders/id_1/endpoints"]);
  });
});

describe("what the gateway refuses", () => {
  it("ends with 1: title, detail, pointers and trace id on stderr, nothing on stdout", async () => {
    const desk = aDesk({ replies: [{ status: 422, body: problem }] });
    expect(await desk.run("keys", "rotate", "key_1", "--overlap-hours", "999", "--yes")).toBe(1);
    expect(desk.err()).toBe(
      [
        "The request does not match its schema (invalid-request)",
        "1 fault; the first at /overlapHours: too big",
        "  /overlapHours: too big",
        "trace 7d1d7a1c",
        "",
      ].join("\n"),
    );
    expect(desk.out()).toBe("");
    expect(desk.sent[0]?.body).toEqual({ overlapHours: 999 });
  });

  it("is told by its status when it is no problem document", async () => {
    const desk = aDesk({ replies: [{ status: 404, body: "nothing" }] });
    expect(await desk.run("lenders", "list")).toBe(1);
    expect(desk.err()).toBe("The gateway answered 404.\n");
  });
});

describe("sending again", () => {
  const busy = { status: 503, body: {}, headers: { "retry-after": "2" } };

  it("waits as long as the gateway says, and then goes on", async () => {
    const desk = aDesk({
      replies: [busy, { ...busy, headers: { "retry-after": "7" } }, { body: { items: [] } }],
    });
    expect(await desk.run("lenders", "list")).toBe(0);
    expect(desk.pauses).toEqual([2000, 7000]);
  });

  it("is given up in the end", async () => {
    const desk = aDesk({ replies: Array.from({ length: 9 }, () => busy) });
    expect(await desk.run("lenders", "list")).toBe(1);
    expect(desk.sent).toHaveLength(5);
  });

  it("never waits longer than half a minute at a time", async () => {
    const desk = aDesk({ replies: [{ status: 429, headers: { "retry-after": "86400" } }, { body: {} }] });
    expect(await desk.run("lenders", "show", "lnd_1")).toBe(0);
    expect(desk.pauses).toEqual([30_000]);
  });

  it.each([
    ["a key is made", ["keys", "create", "--kind", "FINANCE", "--label", "x"]],
    ["a key is rotated", ["keys", "rotate", "key_1", "--yes"]],
  ])("is not done when %s: twice would make two", async (_name, args) => {
    for (const reply of [busy, new Error("hung up")]) {
      const desk = aDesk({ replies: [reply, {}] });
      expect(await desk.run(...args)).toBe(1);
      expect(desk.sent).toHaveLength(1);
    }
  });

  it("is done for whatever was not even looked at", async () => {
    const desk = aDesk({ replies: [{ status: 429 }, { status: 201 }] });
    expect(await desk.run("keys", "create", "--kind", "FINANCE", "--label", "x")).toBe(0);
    expect(desk.sent).toHaveLength(2);
  });

  it("is done for an account that is placed, under one idempotency key", async () => {
    const file = join(aFolder(), "account.json");
    writeFileSync(file, '{"lenderAccountRef":"L-1"}');
    const desk = aDesk({ replies: [new Error("hung up"), busy, { status: 201 }] });
    expect(await desk.run("accounts", "place", file)).toBe(0);
    const keys = desk.sent.map(({ headers }) => headers["idempotency-key"]);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
    expect(desk.sent[2]?.body).toEqual({ lenderAccountRef: "L-1" });
  });
});

describe("what is printed", () => {
  it("with --json is the answer as it came", async () => {
    const body = { items: [{ lenderId: "lnd_1", extra: [1, { a: null }] }], nextCursor: "c" };
    const desk = aDesk({ replies: [{ body }] });
    expect(await desk.run("lenders", "list", "--json")).toBe(0);
    expect(desk.out()).toBe(`${JSON.stringify(body)}\n`);
    expect(desk.err()).toBe("");
  });

  it("says that there is more, and --all follows it to the end", async () => {
    const pages = [
      { body: { items: [{ lenderId: "lnd_1" }], nextCursor: "c1" } },
      { body: { items: [], nextCursor: "c2" } },
      { body: { items: [{ lenderId: "lnd_2" }] } },
    ];
    const first = aDesk({ replies: pages });
    await first.run("lenders", "list", "--limit", "1");
    expect(first.err()).toBe("There is more: --all, or --cursor c1\n");
    const all = aDesk({ replies: pages });
    expect(await all.run("lenders", "list", "--all", "--json")).toBe(0);
    expect(JSON.parse(all.out())).toEqual({ items: [{ lenderId: "lnd_1" }, { lenderId: "lnd_2" }] });
    expect(all.sent.map(({ url }) => new URL(url).searchParams.get("cursor"))).toEqual([null, "c1", "c2"]);
  });

  it("goes on redriving while there is more", async () => {
    const answer = { queue: "deliveries", redriven: 100, missing: [] };
    const replies = [{ body: { ...answer, more: true } }, { body: { ...answer, redriven: 3, more: false } }];
    const desk = aDesk({ replies });
    expect(await desk.run("dead-letters", "redrive", "deliveries", "--yes", "--json")).toBe(0);
    expect(desk.sent).toHaveLength(2);
  });
});

describe("what cannot be taken back", () => {
  it.each([
    ["n", 1, 0],
    ["", 1, 0],
    ["y", 0, 1],
    ["Yes", 0, 1],
  ])("is done when a person who is asked says %j", async (says, code, count) => {
    const desk = aDesk({ isAttended: true, says });
    expect(await desk.run("keys", "revoke", "key_1")).toBe(code);
    expect(desk.asked).toHaveLength(1);
    expect(desk.sent).toHaveLength(count);
  });
});

describe("paths", () => {
  it("are not left by what a person types", async () => {
    const desk = aDesk();
    await desk.run("keys", "show", "../lenders?x=1#y");
    expect(desk.sent[0]?.url).toBe("https://gateway.example/v1/keys/..%2Flenders%3Fx%3D1%23y");
  });
});

describe("logging in", () => {
  const clean = { GATEWAY_URL: undefined, GATEWAY_API_KEY: undefined } as never;

  it("remembers gateway and key in a file that only the owner can read, and prints no key", async () => {
    const desk = aDesk({ env: clean, input: `${key}\n` });
    expect(await desk.run("login", "--url", "https://one.example/")).toBe(0);
    const { GATEWAY_CONFIG: path } = desk.env;
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual({ url: "https://one.example", apiKey: key });
    expect(desk.out() + desk.err()).not.toContain(key);
    expect(await desk.run("lenders", "list")).toBe(0);
    expect(desk.sent.at(-1)).toMatchObject({
      url: "https://one.example/v1/lenders",
      headers: { authorization: `Bearer ${key}` },
    });
  });

  it("gives a stored key to the gateway that it was stored for and to no other", async () => {
    const desk = aDesk({ env: clean, input: key });
    await desk.run("login", "--url", "https://one.example");
    const sent = desk.sent.length;
    expect(await desk.run("lenders", "list", "--url", "https://other.example")).toBe(2);
    expect(desk.sent).toHaveLength(sent);
    expect(desk.err()).toContain("The key that is stored is for https://one.example");
  });

  it("takes flags before the environment", async () => {
    const file = join(aFolder(), "key");
    const other = key.replace("gw_test", "gw_other");
    writeFileSync(file, `${other}\n`);
    const desk = aDesk();
    await desk.run("lenders", "list", "--url", "http://127.0.0.1:1", "--key-file", file);
    expect(desk.sent[0]).toMatchObject({
      url: "http://127.0.0.1:1/v1/lenders",
      headers: { authorization: `Bearer ${other}` },
    });
  });

  it("refuses what is no key, and remembers no gateway that cannot be reached", async () => {
    const none = aDesk({ env: clean, input: "hello" });
    expect(await none.run("login", "--url", "https://one.example")).toBe(2);
    const away = aDesk({
      env: clean,
      input: key,
      replies: Array.from({ length: 5 }, () => new Error("away")),
    });
    expect(await away.run("login", "--url", "https://one.example")).toBe(1);
    expect(() => statSync(away.env.GATEWAY_CONFIG)).toThrow("ENOENT");
  });

  it("uses the sandbox as whom it is told", async () => {
    const file = join(aFolder(), "sandbox.json");
    const seat = (n: number) => ({ id: `lnd_${n}`, apiKey: `${key}${n}` });
    const sandbox = {
      baseUrl: "http://127.0.0.1:8787",
      admin: seat(0),
      finance: seat(1),
      lenders: [seat(2), seat(3)],
      agencies: [seat(4)],
    };
    writeFileSync(file, JSON.stringify(sandbox));
    const desk = aDesk({ env: clean });
    expect(await desk.run("sandbox", "--file", file, "--as", "lender", "--number", "2")).toBe(0);
    expect(desk.out()).toBe("http://127.0.0.1:8787 as lnd_3\n");
    await desk.run("accounts", "list");
    expect(desk.sent.at(-1)?.headers["authorization"]).toBe(`Bearer ${key}3`);
    expect(await desk.run("sandbox", "--file", file, "--as", "agency", "--number", "2")).toBe(2);
  });
});
