import { startLocalCloud } from "../../infra/local/local-cloud.ts";

// A local cloud in a process of its own, for tests that kill it: prints where it is and its operator's key.
const [dataDir] = process.argv.slice(2);
const { baseUrl, adminKey } = await startLocalCloud({ dataDir: dataDir! });
console.log(JSON.stringify({ baseUrl, adminKey }));
