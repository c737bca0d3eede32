import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "../../../infra/cli/run.ts";
import { aDesk, aFolder } from "../../support/desk.ts";

const RUN = "rec_01JB4R7A5V2C8E0G3K6M9P1S4W";
const EXPORT = "exp_5B1D0C7A9E3F2846B8D1C3A57E";

describe("gateway reconciliations follow", () => {
  it("looks until the run is done, and says how many of its parts are done", async () => {
    const desk = aDesk({
      replies: [
        { body: { state: "REQUESTED" } },
        { body: { state: "RUNNING", parts: 5, partsDone: 2 } },
        { body: { state: "DONE", parts: 5, partsDone: 5 } },
      ],
    });
    expect(await desk.run("reconciliations", "follow", RUN)).toBe(0);
    expect(desk.sent.map(({ url }) => new URL(url).pathname)).toEqual(
      Array.from({ length: 3 }, () => `/v1/reconciliations/${RUN}`),
    );
    expect(desk.err()).toContain("matching 5/5");
    expect(desk.out()).toContain("DONE");
  });
});

describe("gateway exports download", () => {
  it("waits until it is written, and fetches just what was written", async () => {
    const written = { state: "WRITTEN", entries: 3, url: "https://files.example/x.csv" };
    const desk = aDesk({
      replies: [{ body: { state: "REQUESTED" } }, { body: written }, { body: written }, { body: { a: 1 } }],
    });
    const file = join(aFolder(), "journal.csv");
    expect(await desk.run("exports", "download", EXPORT, file)).toBe(0);
    expect(desk.sent.at(-1)?.url).toBe("https://files.example/x.csv");
    expect(readFileSync(file, "utf8")).toBe('{"a":1}');
  });

  const written = { body: { state: "WRITTEN", entries: 3, url: "https://files.example/x.csv" } };
  const download = async (file: string, ...replies: readonly (object | Error)[]) => {
    const desk = aDesk({ replies: [written, written, ...replies] });
    return { code: await desk.run("exports", "download", EXPORT, file), said: desk.err() };
  };

  it("ends with 1 and says why when the store or the file is out of reach", async () => {
    const file = join(aFolder(), "journal.csv");
    expect(await download(file, new TypeError("fetch failed"))).toMatchObject({
      code: 1,
      said: expect.stringContaining("The store cannot be reached: fetch failed"),
    });
    const nowhere = join(file, "journal.csv");
    expect(await download(nowhere)).toMatchObject({
      code: 1,
      said: expect.stringContaining(`${nowhere} cannot be written`),
    });
  });

  it("leaves the file that was there as it was when the new one breaks off", async () => {
    const folder = aFolder();
    const file = join(folder, "journal.csv");
    writeFileSync(file, "whole");
    const { terminal } = aDesk({ replies: [written, written] });
    let calls = 0;
    const broken: typeof terminal.fetch = async (...asked) => {
      calls += 1;
      if (calls < 3) return terminal.fetch(...asked);
      return new Response(
        new ReadableStream({
          pull: (controller) => {
            controller.enqueue(Buffer.from("half"));
            controller.error(new Error("the line is gone"));
          },
        }),
      );
    };
    expect(await run(["exports", "download", EXPORT, file], { ...terminal, fetch: broken })).toBe(1);
    expect([readFileSync(file, "utf8"), readdirSync(folder)]).toEqual(["whole", ["journal.csv"]]);
  });
});
