import { tmpdir } from "node:os";
import { join } from "node:path";

/** Node keeps there what it compiled: every function is a thread, and each would compile anew what the last start did. */
export const compileCache = { NODE_COMPILE_CACHE: join(tmpdir(), "gateway-compile-cache") } as const;
