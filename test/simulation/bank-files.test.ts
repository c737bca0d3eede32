import { describe, expect, it } from "vitest";
import { bankAnnouncement, camt, type Entry } from "../support/bank-statement.ts";
import { newBankWorld, type BankWorld } from "../support/bank-world.ts";
import { now } from "../support/builders.ts";
import { atEach, Crash, crashing, type CrashPoint } from "../support/crash.ts";
import { AnnounceBankFileRequest } from "../../shared/bank-files/wire.ts";
import { Stored, type BankFile } from "../../shared/bank-files/model.ts";

const IBAN = "DE02100500000054540402";

const statement = (entries: readonly Entry[], message?: "053" | "054", balances: object = {}) =>
  camt([{ account: IBAN, ...balances, entries }], message);

async function aWorld(): Promise<BankWorld> {
  const world = await newBankWorld();
  await world.account("main", { number: IBAN, currency: "EUR" });
  return world;
}

type Step = (cases: ReturnType<BankWorld["useCases"]>) => Promise<unknown>;

/** A step that may crash, is repeated as its queue would, and once more for nothing. */
async function repeated(world: BankWorld, take: Step, point?: CrashPoint): Promise<readonly CrashPoint[]> {
  const crash = crashing(point);
  await take(world.useCases(crash.around)).catch((error: unknown) => {
    if (!(error instanceof Crash)) throw error;
  });
  await take(world.useCases());
  await take(world.useCases());
  return crash.points();
}

/** Everything that a file left, without what differs from run to run. */
async function seen(world: BankWorld, file: BankFile): Promise<unknown> {
  const { contents, lines } = world.useCases();
  const left = {
    file: await world.found(file),
    statements: await contents.statements(file.fileId),
    quarantined: await contents.quarantined(file.fileId, { limit: 10 }),
    lines: await lines.ofFile(file, 1, 200),
    open: await world.open(),
    breaks: await world.breaks(),
    history: (await world.history(file)).map(({ type, postings }) => ({ type, postings })),
  };
  const text = JSON.stringify(left, (name, value: unknown) => (name === "etag" ? undefined : value));
  return JSON.parse(text.replaceAll(/(lnd|bkf)_[0-9A-Z]{26}/gu, "$1"));
}

/** Known already, new, unreadable, twice, and a bulk that a notification told of before. */
const entries: readonly Entry[] = [
  { amount: "1.00", ref: "R1" },
  { amount: "2.00", ref: "R2" },
  { amount: "no", ref: "R3" },
  { amount: "30.00", ref: "B1", batchCount: 2 },
];

describe("a bank's file that crashes anywhere and is told again ends as if nothing had crashed", () => {
  const taken = async (content: string, point?: CrashPoint) => {
    const world = await aWorld();
    await world.load(statement([{ amount: "1.00", ref: "R1" }]));
    const told = ["10.00", "20.00"].map((amount) => ({ amount, ref: "B1", text: amount }));
    await world.load(statement(told, "054"));
    const file = await world.uploaded(content);
    const points = await repeated(world, (cases) => cases.take(file), point);
    return { points, ended: await seen(world, file) };
  };

  it.each([
    ["while it is loaded", statement(entries), { file: { state: "LOADED", stored: { new: 2, known: 1 } } }],
    [
      "while it is refused",
      statement([{ amount: "1.00" }], "053", { opening: "0.00", closing: "9.00" }),
      { file: { state: "REFUSED" }, lines: [], history: [] },
    ],
  ])(
    "%s",
    async (_when, content, wanted) => {
      const { points, ended } = await taken(content);
      expect(ended).toMatchObject(wanted);
      expect(points.length).toBeGreaterThan(5);
      await atEach(points, async (point) => {
        expect((await taken(content, point)).ended, `${point.when} call ${point.call}`).toEqual(ended);
      });
    },
    300_000,
  );

  it("and goes on behind what it marked as stored, counting what it stored behind the mark as its own", async () => {
    const many = statement(Array.from({ length: 230 }, (_, n) => ({ amount: "1.00", ref: `R${n}` })));
    const world = await aWorld();
    const file = await world.uploaded(many);
    const all = crashing();
    const whole = await aWorld();
    const other = await whole.uploaded(many);
    await whole.useCases(all.around).take(other);
    const crash = crashing({ call: 180, when: "after" });
    await expect(world.useCases(crash.around).take(file)).rejects.toBeInstanceOf(Crash);
    expect(await world.found(file)).toMatchObject({ state: "READING", stored: { lines: 100, new: 100 } });
    expect(await world.open()).toEqual([]);
    const rest = crashing();
    await world.useCases(rest.around).take(file);
    expect(rest.points().length).toBeLessThan(all.points().length - 150);
    expect(await seen(world, file)).toEqual(await seen(whole, other));
    expect(await world.found(file)).toMatchObject({ state: "LOADED", stored: { new: 230 } });
  }, 120_000);

  it("told of twice at once, it counts every line once", async () => {
    const world = await aWorld();
    const file = await world.uploaded(statement(entries));
    await Promise.all([1, 2, 3].map(() => world.useCases().take(file)));
    expect(await world.found(file)).toMatchObject({ state: "LOADED", stored: { lines: 3, new: 3 } });
    expect(await world.history(file)).toMatchObject([{ postings: [{ amount: 3_300 }, { amount: -3_300 }] }]);
  });

  it("told of twice at once, it shows all of its lines although the slower of the two marks less of them", async () => {
    const all = crashing();
    const [world, other] = [await aWorld(), await aWorld()];
    const whole = await other.uploaded(statement(entries));
    await other.useCases(all.around).take(whole);
    const [file, last] = [await world.uploaded(statement(entries)), all.points().at(-1)?.call];
    let calls = 0;
    const marked = world.useCases(async (call) => {
      calls += 1;
      if (calls === last) await world.useCases().files.progressed(file, Stored.parse({ lines: 1, new: 1 }));
      return call();
    });
    await marked.take(file);
    expect(await seen(world, file)).toEqual(await seen(other, whole));
  });
});

describe("an announcement of a bank's file that crashes anywhere and is sent again", () => {
  const content = statement([{ amount: "1.00" }], "053", { opening: "0.00", closing: "9.00" });
  const request = AnnounceBankFileRequest.parse(bankAnnouncement(content));

  it.each([
    ["makes one file", false],
    ["begins a refused file anew once", true],
  ])("%s", async (_what, isRefused) => {
    const announce = async (point?: CrashPoint) => {
      const world = await aWorld();
      if (isRefused) await world.load(content);
      const { lenderId } = world;
      const take: Step = (cases) => cases.announce({ lenderId, request, by: "key_1", now });
      const points = await repeated(world, take, point);
      return { points, files: (await world.useCases().files.page(lenderId, { limit: 10 })).items };
    };
    const { points } = await announce();
    for (const point of [undefined, ...points]) {
      const { files } = await announce(point);
      expect(files).toMatchObject([{ state: "AWAITING_UPLOAD", attempt: isRefused ? 2 : 1 }]);
      expect(files[0]).not.toHaveProperty("reasons");
    }
  });
});
