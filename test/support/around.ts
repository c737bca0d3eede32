import type { Reader } from "../../shared/platform/dynamo.ts";
import type { Objects } from "../../shared/platform/objects.ts";

/** Goes around every call of a use case to the outside: the store, the queues, the agency. */
export type Around = <T>(call: () => Promise<T>, effect?: "none") => Promise<T>;

export const untouched: Around = (call) => call();

export const readerWithin = (around: Around, reader: Reader): Reader => ({
  get: (key) => around(() => reader.get(key), "none"),
  getAll: (keys) => around(() => reader.getAll(keys), "none"),
  page: (query) => around(() => reader.page(query), "none"),
});

type Stored = Pick<Objects, "head" | "bytesOf" | "stream" | "text" | "put" | "join">;

export const objectsWithin = (around: Around, objects: Stored): Stored => ({
  head: (key) => around(() => objects.head(key), "none"),
  bytesOf: (key) => around(() => objects.bytesOf(key), "none"),
  stream: (...asked) => around(() => objects.stream(...asked), "none"),
  text: (key) => around(() => objects.text(key), "none"),
  put: (...said) => around(() => objects.put(...said)),
  join: (...said) => around(() => objects.join(...said)),
});
