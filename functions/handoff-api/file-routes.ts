import type { Authenticate } from "../../shared/access/authenticate.ts";
import { asAgency } from "../../shared/access/scope.ts";
import type { listFiles } from "../../shared/files/list-files.ts";
import { AgencyId } from "../../shared/kernel/ids.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { pageOf, pagingOf } from "../../shared/platform/http-paging.ts";

export type FileUseCases = {
  readonly authenticate: Authenticate;
  readonly listFiles: ReturnType<typeof listFiles>;
};

export const fileRoutes = (use: FileUseCases): readonly HttpRoute[] => [
  { method: "GET", path: "/v1/agencies/:agencyId/files", handle: async (c) => files(use, c) },
];

async function files(use: FileUseCases, c: HttpContext): Promise<HttpReply> {
  const principal = await use.authenticate(c.req.header("authorization"));
  const agencyId = asAgency(principal, AgencyId.safeParse(c.req.param("agencyId")).data);
  const page = await use.listFiles(agencyId, pagingOf(c));
  // The answer has links that open files: nobody on the way may keep it.
  c.header("cache-control", "no-store");
  return c.json(pageOf(page.items, page.next));
}
