import type { UploadView } from "../incoming-files/wire.ts";
import { plusSeconds, type Clock } from "../kernel/time.ts";
import type { SignedLinks } from "../platform/objects.ts";
import type { DisputeDocument } from "./document.ts";
import { documentKeyOf } from "./documents.ts";

export const UPLOAD_SECONDS = 15 * 60;
export const DOWNLOAD_SECONDS = 2 * 60;

/** Links to a document's own bytes, and to nothing else. */
export const documentLinks = ({ links, clock }: { readonly links: SignedLinks; readonly clock: Clock }) => ({
  upload: async (document: DisputeDocument): Promise<UploadView> => {
    const { url, headers } = await links.upload({
      key: documentKeyOf(document),
      contentType: document.mediaType,
      sha256: Buffer.from(document.sha256, "hex").toString("base64"),
      bytes: document.bytes,
      seconds: UPLOAD_SECONDS,
    });
    return {
      method: "PUT",
      url,
      headers: { ...headers },
      expiresAt: plusSeconds(clock.now(), UPLOAD_SECONDS),
    };
  },
  /** Whatever it is, a browser saves it and shows nothing of it. */
  download: async (document: DisputeDocument) => ({
    url: await links.attachment(documentKeyOf(document), document.name, DOWNLOAD_SECONDS),
    expiresAt: plusSeconds(clock.now(), DOWNLOAD_SECONDS),
  }),
});

export type DocumentLinks = ReturnType<typeof documentLinks>;
