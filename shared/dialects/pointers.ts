/** A JSON pointer (RFC 6901) as its steps. */
const stepsOf = (pointer: string): readonly string[] =>
  pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));

const escaped = (step: string): string => step.replaceAll("~", "~0").replaceAll("/", "~1");

/** Steps as a JSON pointer. */
export const pointerOf = (steps: readonly PropertyKey[]): string =>
  steps.map((step) => `/${escaped(String(step))}`).join("");

const isHolder = (value: unknown): value is object => typeof value === "object" && value !== null;

/** A member by its name; undefined where there is none, or only what every object inherits. */
export const memberAt = (body: unknown, name: string): unknown =>
  isHolder(body) && Object.hasOwn(body, name) ? Reflect.get(body, name) : undefined;

/** What a pointer leads to; undefined where there is nothing. */
export const valueAt = (body: unknown, pointer: string): unknown =>
  stepsOf(pointer).reduce<unknown>(memberAt, body);

/** A copy with a value put where a pointer leads to; objects on the way are made, other values on it give way. */
export function withValueAt(body: unknown, pointer: string, value: unknown): unknown {
  const put = (at: unknown, [step, ...rest]: readonly string[]): unknown => {
    if (step === undefined) return value;
    const standing = isHolder(at) && !Array.isArray(at) ? at : {};
    return { ...standing, [step]: put(memberAt(standing, step), rest) };
  };
  return put(body, stepsOf(pointer));
}

/** Deeper members, and more of them, say nothing new about a shape that is not known. */
const DEPTH_MAX = 6;
const LEAF_COUNT_MAX = 50;

/** The pointers to the members of a body that hold no further members, as far as one looks. */
export function leavesOf(body: unknown): readonly string[] {
  const leaves: string[] = [];
  const walk = (value: unknown, steps: readonly string[]): void => {
    if (leaves.length >= LEAF_COUNT_MAX) return;
    if (isHolder(value) && !Array.isArray(value) && steps.length < DEPTH_MAX)
      for (const [name, member] of Object.entries(value)) walk(member, [...steps, name]);
    else leaves.push(pointerOf(steps));
  };
  walk(body, []);
  return leaves;
}
