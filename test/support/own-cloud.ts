import { startLocalCloud, type LocalCloud, type LocalCloudOptions } from "../../infra/local/local-cloud.ts";
import { ensureAssembly } from "../../infra/local/synthesise.ts";

/** A local cloud of a journey's own, with the real bundles: its time may be moved, its agencies may fail. */
export async function ownCloud(options: LocalCloudOptions = {}): Promise<LocalCloud> {
  await ensureAssembly((line) => console.error(line));
  return startLocalCloud({ record: true, ...options });
}
