import { startLocalCloud } from "../../../infra/local/local-cloud.ts";

// A local cloud in a process of its own, for tests that kill it: prints where it is.
const [assemblyDir, dataDir] = process.argv.slice(2);
const cloud = await startLocalCloud({ assemblyDir: assemblyDir!, dataDir: dataDir! });
console.log(cloud.baseUrl);
