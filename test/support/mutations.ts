import * as fc from "fast-check";

type Value = unknown;
type Path = readonly (string | number)[];

/** A change to the text of a request. The text may be no JSON afterwards. */
export type Mutation = (text: string) => string;

const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);

/** Values that no schema here foresees, as JSON text. */
const strangeTexts = [
  "null",
  "true",
  "0",
  "-1",
  "0.1",
  "-0",
  "1e308",
  "1e999",
  "-1e999",
  "9007199254740993",
  "[]",
  "{}",
  '""',
  String.raw`"\u0000"`,
  String.raw`"\ud800"`,
  '"\u202e"',
  '"NaN"',
  '"2026-13-45T99:00:00Z"',
  '"constructor"',
  '{"__proto__":{"status":"ACTIVE"}}',
  '{"toString":1}',
  '{"length":-1}',
  nested(2_000),
  JSON.stringify("x".repeat(30_000)),
];

const strangeText = fc.oneof(
  fc.constantFrom(...strangeTexts),
  fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)),
  fc.string({ unit: "binary" }).map((text) => JSON.stringify(text)),
);

/** What is nested deeper was put there by another mutation. */
const DEPTH_MAX = 20;

const pathsIn = (value: Value, path: Path = []): readonly Path[] =>
  typeof value === "object" && value !== null && path.length < DEPTH_MAX
    ? Object.entries(value).flatMap(([name, inner]) => [[...path, name], ...pathsIn(inner, [...path, name])])
    : [];

const MARK = "§mark§";

/** The JSON with something else at one of its places: `nth` of them all, however many there are. */
function withAt(
  text: string,
  nth: number,
  change: (at: Record<string, Value>, name: string) => void,
): string {
  let value: Value;
  try {
    value = JSON.parse(text);
  } catch {
    return text;
  }
  const paths = pathsIn(value);
  const path = paths[nth % Math.max(1, paths.length)];
  if (path === undefined) return text;
  const parent = path.slice(0, -1).reduce<Value>((at, step) => Reflect.get(Object(at), step), value);
  change(Object(parent), String(path.at(-1)));
  return JSON.stringify(value);
}

const places = fc.nat({ max: 40 });

const dropped: fc.Arbitrary<Mutation> = places.map(
  (nth) => (text) => withAt(text, nth, (at, name) => void Reflect.deleteProperty(at, name)),
);

const replaced: fc.Arbitrary<Mutation> = fc.tuple(places, strangeText).map(
  ([nth, strange]) =>
    (text) =>
      withAt(text, nth, (at, name) => void (at[name] = MARK)).replace(`"${MARK}"`, () => strange),
);

const doubled: fc.Arbitrary<Mutation> = fc
  .tuple(fc.constantFrom("eventId", "eventType", "placementId", "data", "amount", "x"), strangeText)
  .map(
    ([name, strange]) =>
      (text) =>
        text.replace(/\}$/u, () => `,"${name}":${strange}}`),
  );

const flipped: fc.Arbitrary<Mutation> = fc
  .tuple(fc.nat(), fc.string({ unit: "binary", minLength: 1, maxLength: 1 }))
  .map(([at, character]) => (text) => {
    const place = at % Math.max(1, text.length);
    return text.slice(0, place) + character + text.slice(place + 1);
  });

const cut: fc.Arbitrary<Mutation> = fc.nat().map((at) => (text) => text.slice(0, at % (text.length + 1)));

/** One to three changes, one after the other. */
export const mutations: fc.Arbitrary<Mutation> = fc
  .array(fc.oneof(dropped, replaced, replaced, doubled, flipped, cut), { minLength: 1, maxLength: 3 })
  .map((all) => (text) => all.reduce((changed, mutate) => mutate(changed), text));

const printable = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  maxLength: 60,
});

/** Headers that a signature does not survive. `undefined` leaves one out. */
export const wrongHeaders: fc.Arbitrary<Readonly<Record<string, string | undefined>>> = fc.oneof(
  fc.constantFrom(
    { "webhook-signature": undefined },
    { "webhook-id": undefined },
    { "webhook-timestamp": undefined },
    { "webhook-timestamp": "0" },
    { "webhook-timestamp": "1e9" },
    { "webhook-timestamp": "99999999999999999999" },
    { "webhook-signature": "v1," },
    { "webhook-signature": `v1,${"A".repeat(43)}=` },
    { "webhook-signature": "v1, ".repeat(1_000) },
  ),
  printable.map((text) => ({ "webhook-signature": `v1,${text}` })),
  printable.map((text) => ({ "webhook-timestamp": `x${text}` })),
);
