import { describe, expect, it } from "vitest";
import type { GatewayEvent } from "../../shared/kernel/event.ts";
import { newReader } from "../../shared/platform/dynamo.ts";
import type { RemittanceFile } from "../../shared/remittance-files/model.ts";
import { AnnounceRemittanceFile } from "../../shared/remittance-files/wire.ts";
import { remittanceIdOf } from "../../shared/remittances/keys.ts";
import { aCostLine, aLine, aReversalLine } from "../support/advice.ts";
import { atEach, Crash, crashing, type CrashPoint } from "../support/crash.ts";
import { quietTable } from "../support/quiet-table.ts";
import { adviceAnnouncement, adviceCsv } from "../support/remittance-file.ts";
import { newRemittanceFileWorld, type RemittanceFileWorld } from "../support/remittance-file-world.ts";
import { began } from "../support/world.ts";

const lines = [
  aLine({ paymentRef: "P-1" }),
  aReversalLine({ paymentRef: "R-1", gross: 2_000, commission: 400, tax: 76 }),
  aCostLine({ paymentRef: "C-1" }),
];
const content = adviceCsv(lines);

const said = (world: RemittanceFileWorld, changes: object = {}, what = { content, lines }) =>
  adviceAnnouncement(world.lenderId, what, { remittanceRef: "REM-1", ...changes });

type Step = (cases: ReturnType<RemittanceFileWorld["useCases"]>) => Promise<unknown>;

/** A step that may crash, is repeated as its queue would, and once more for nothing. */
async function repeated(world: RemittanceFileWorld, take: Step, point?: CrashPoint) {
  const crash = crashing(point);
  await take(world.useCases(crash.around)).catch((error: unknown) => {
    if (!(error instanceof Crash)) throw error;
  });
  await take(world.useCases());
  await take(world.useCases());
  return crash.points();
}

/** Everything that a file left, by names that are the same in every world. */
async function left(world: RemittanceFileWorld, file: RemittanceFile): Promise<unknown> {
  const { agencyId, lenderId } = world;
  const remittanceId = remittanceIdOf(agencyId, "REM-1");
  const { remittances } = world.world.useCases();
  const { items } = await newReader(quietTable()).page({
    pk: `ACCOUNT#${remittanceId}`,
    prefix: "EVENT#",
    limit: 10,
  });
  const found = await remittances.find(remittanceId);
  const { files } = world.useCases();
  const stored = await files.find(file.fileId);
  return {
    state: stored?.state,
    reasons: stored?.reasons,
    lineCount: stored?.lineCount,
    isNamed: stored?.remittanceId === remittanceId,
    ofLender: (await files.page(lenderId, { limit: 10 })).items.length,
    ofAgency: (await files.page(agencyId, { limit: 10 })).items.length,
    results: (await world.results(file))?.replaceAll(/rml_[0-9A-Z]+/gu, "rml"),
    remittance: found?.state,
    source: found?.state === "ADVISED" && found.source,
    events: (items as readonly GatewayEvent[]).map(({ type, postings }) => [
      type,
      postings.map(({ account, amount }) => [account.split("/")[0], amount]),
    ]),
    carry: (await remittances.findCarry({ lenderId, agencyId, currency: file.advice.currency }))?.count,
  };
}

async function taken(changes: object, point?: CrashPoint) {
  const world = await newRemittanceFileWorld();
  const file = await world.uploaded(said(world, changes), content);
  const points = await repeated(world, (cases) => cases.take(file), point);
  return { points, ended: await left(world, file) };
}

describe("a file of an advice that crashes anywhere and is told again ends as if nothing had crashed", () => {
  const advised = {
    state: "ADVISED",
    lineCount: 3,
    isNamed: true,
    remittance: "ADVISED",
    source: "FILE",
    ofLender: 1,
    ofAgency: 1,
    carry: 1,
    events: [
      [
        "remittance.advised",
        [
          ["agency-clearing", -8_000],
          ["in-transit", 5_596],
          ["commission-expense", 1_600],
          ["commission-tax", 304],
          ["agency-payable", 500],
        ],
      ],
    ],
  };
  const refused = {
    state: "REFUSED",
    isNamed: false,
    remittance: undefined,
    events: [],
    carry: undefined,
    reasons: ["gross", "commission", "tax", "costs", "net"].map((name) => ({
      code: "REMITTANCE_TOTALS_DIFFER",
      message: expect.stringContaining(`${name} is said`),
    })),
  };

  it.each([
    ["while it is taken", {}, { ...advised, pointsMin: 12 }],
    [
      "while it is refused",
      { totals: { gross: 1, commission: 0, tax: 0, costs: 0, net: 1, lineCount: 3 } },
      { ...refused, pointsMin: 5 },
    ],
  ])(
    "%s",
    async (_when, changes, { pointsMin, ...wanted }) => {
      const { points, ended } = await taken(changes);
      expect(ended).toMatchObject(wanted);
      expect(points.length).toBeGreaterThan(pointsMin);
      await atEach(points, async (point) => {
        expect((await taken(changes, point)).ended, `${point.when} call ${point.call}`).toEqual(ended);
      });
    },
    300_000,
  );

  it("told of three times at once, it is one advice", async () => {
    const world = await newRemittanceFileWorld();
    const file = await world.uploaded(said(world), content);
    await Promise.all([1, 2, 3].map(() => world.useCases().take(file)));
    expect(await left(world, file)).toMatchObject(advised);
  });
});

describe("an announcement of a file of an advice", () => {
  it.each([
    ["makes one file", false],
    ["begins a refused file anew once", true],
  ])("that crashes anywhere and is sent again %s", async (_what, isRefused) => {
    const announce = async (point?: CrashPoint) => {
      const world = await newRemittanceFileWorld();
      const { agencyId } = world;
      if (isRefused) {
        const file = await world.uploaded(said(world, { currency: "EUR" }), "other bytes");
        await world.useCases().take(file);
      }
      const request = AnnounceRemittanceFile.parse(said(world));
      const by = { kind: "AGENCY", id: agencyId } as const;
      const take: Step = (cases) => cases.announce({ agencyId, request, by, now: began });
      const points = await repeated(world, take, point);
      return { points, files: (await world.useCases().files.page(agencyId, { limit: 10 })).items };
    };
    const { points } = await announce();
    for (const point of [undefined, ...points]) {
      const { files } = await announce(point);
      expect(files).toMatchObject([
        { state: "AWAITING_UPLOAD", attempt: isRefused ? 2 : 1, advice: { currency: "USD" } },
      ]);
      expect(files[0]).not.toHaveProperty("reasons");
    }
  });

  it("otherwise, before the bytes came, takes the place of the first, whose late bytes change nothing", async () => {
    const world = await newRemittanceFileWorld();
    const first = await world.uploaded(said(world, { remittanceRef: "REM-0" }), content);
    const second = await world.announced(said(world));
    expect(second).toMatchObject({ fileId: first.fileId, attempt: 2 });
    expect(await world.useCases().take(first)).toBeUndefined();
    expect(
      await world.world.useCases().remittances.find(remittanceIdOf(world.agencyId, "REM-0")),
    ).toBeUndefined();
    const sent = await world.uploaded(said(world), content);
    expect(sent.attempt).toBe(2);
    expect(await world.useCases().take(sent)).toEqual({ state: "ADVISED", lines: 3 });
  });
});
