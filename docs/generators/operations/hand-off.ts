import { balanceView } from "../../../shared/accounts/view.ts";
import { OutboundBody } from "../../../shared/deliveries/wire.ts";
import { cursorOf } from "../../../shared/feed/cursor.ts";
import { AgencyId } from "../../../shared/kernel/ids.ts";
import { deliveryBodies, withheldOffer } from "../delivery-examples.ts";
import { ids, placeAccountBody } from "../examples.ts";
import { bodyRefusals, faults, keyRefusals, type Operation } from "../operation.ts";
import { held, views } from "../story.ts";

const agencyId = AgencyId.parse(ids.agencyId);
const [placement] = views.placed.placements;

const feedItem = { position: 1, ...OutboundBody.parse(deliveryBodies["placement.offered"]) };
const cursor = { cursor: cursorOf(agencyId, 1), position: 1, confirmedAt: "2026-03-02T09:05:00.000Z" };

const placementView = {
  placementId: ids.placementId,
  lenderAccountRef: placeAccountBody.lenderAccountRef,
  product: placeAccountBody.product,
  state: "ACTIVE",
  offeredAt: placement?.offeredAt,
  acknowledgeBy: placement?.acknowledgeBy,
  lifecycle: held.account.lifecycle,
  balance: balanceView(held.account),
  holds: held.account.holds.map(({ type }) => type),
};

const fileView = {
  date: "2026-03-03",
  rows: 1,
  firstPosition: 1,
  lastPosition: 1,
  totals: [{ currency: "USD", amount: "125000" }],
  bytes: 1044,
  sha256: "9f2feb0f1ef425b292f2f94bc8482494df430413a8f2b1e2b0a6b4f5b3f7c0de",
  writtenAt: "2026-03-03T02:00:03.112Z",
  url: `https://files.example/agencies/${ids.agencyId}/outbox/2026-03-03.csv?X-Amz-Expires=300&X-Amz-Signature=…`,
  urlExpiresAt: "2026-03-03T07:05:00.000Z",
};

const agency = { for: ["Agency"], proves: "key" } as const;

/** What an agency fetches with its own key. */
export const handOffOperations: readonly Operation[] = [
  {
    ...agency,
    id: "readFeed",
    method: "GET",
    path: "/v1/agencies/:agencyId/feed",
    summary: "Fetch events",
    says: "Every event for the agency since its first, oldest first: the very bodies that are posted to its endpoint. Positions count from 1 without a gap; the events of one account keep the order of its history. Once the agency attested with `data.deleted` that it deleted a debtor's data, that placement's offer and the answers to its questions keep place and id and come without what they disclosed, `withheld`. `nextCursor` is always there: keep it, and poll with it. Without `cursor`, reading begins behind what was confirmed.",
    parameters: ["agencyId", "limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of the feed.",
      schema: "FeedPage",
      examples: {
        offer: {
          summary: "One offer",
          value: { items: [feedItem], nextCursor: cursorOf(agencyId, 1) },
        },
        withheld: {
          summary: "Read again after the debtor's data were deleted",
          value: {
            items: [{ position: 1, ...OutboundBody.parse(withheldOffer) }],
            nextCursor: cursorOf(agencyId, 1),
          },
        },
        end: { summary: "Nothing new", value: { items: [], nextCursor: cursorOf(agencyId, 1) } },
      },
    },
    refusals: [...keyRefusals, "invalid-cursor", "not-found", "invalid-request", ...faults],
  },
  {
    ...agency,
    id: "readFeedCursor",
    method: "GET",
    path: "/v1/agencies/:agencyId/feed/cursor",
    summary: "Read the confirmed cursor",
    says: "Up to where the agency confirmed that it has everything: where reading without a cursor begins.",
    parameters: ["agencyId"],
    answer: {
      status: 200,
      says: "The confirmed cursor.",
      schema: "FeedCursor",
      examples: { confirmed: { summary: "Confirmed up to position 1", value: cursor } },
    },
    refusals: [...keyRefusals, "not-found", ...faults],
  },
  {
    ...agency,
    id: "confirmFeedCursor",
    method: "PUT",
    path: "/v1/agencies/:agencyId/feed/cursor",
    summary: "Confirm a cursor",
    says: "The agency has everything up to this cursor. An older one is answered with what stands: a request that was late takes nothing back. To read again from an earlier place on purpose, send `rewind`.",
    parameters: ["agencyId"],
    request: {
      schema: "ConfirmCursorRequest",
      bytesMax: 4 * 1024,
      examples: {
        confirm: { summary: "Taken so far", value: { cursor: cursor.cursor } },
        rewind: {
          summary: "Read everything again",
          value: { cursor: cursorOf(agencyId, 0), rewind: true },
        },
      },
    },
    answer: {
      status: 200,
      says: "What stands now.",
      schema: "FeedCursor",
      examples: { confirmed: { summary: "Confirmed up to position 1", value: cursor } },
    },
    refusals: [...keyRefusals, ...bodyRefusals, "invalid-cursor", "not-found", ...faults],
  },
  {
    ...agency,
    id: "listPlacements",
    method: "GET",
    path: "/v1/agencies/:agencyId/placements",
    summary: "List open placements",
    says: "What the agency has now, oldest first, with balance and holds as the gateway has them: to compare with its own books.",
    parameters: ["agencyId", "limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of open placements.",
      schema: "PlacementPage",
      examples: { one: { summary: "One placement, on hold", value: { items: [placementView] } } },
    },
    refusals: [...keyRefusals, "invalid-cursor", "not-found", "invalid-request", ...faults],
  },
  {
    ...agency,
    id: "getPlacement",
    method: "GET",
    path: "/v1/agencies/:agencyId/placements/:placementId",
    summary: "Read a placement",
    says: "A placement of the agency, open or ended. Of an ended one it does not say what happened to the account since.",
    parameters: ["agencyId", "placementId"],
    answer: {
      status: 200,
      says: "The placement.",
      schema: "AgencyPlacementView",
      examples: { open: { summary: "Active, on hold", value: placementView } },
    },
    refusals: [...keyRefusals, "not-found", ...faults],
  },
  {
    ...agency,
    id: "listFiles",
    method: "GET",
    path: "/v1/agencies/:agencyId/files",
    summary: "List daily files",
    says: "The agency's daily files, newest first, each with a link that is good for five minutes. A file is CSV by RFC 4180: a header, a row per event, and a last row `TRAILER` with the number of rows and, by currency, the sum of the balances. A cell that a spreadsheet would run as a formula has an apostrophe before it. Files are written when the agency is set up with `handOff.file`.",
    parameters: ["agencyId", "limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of files.",
      schema: "FilePage",
      examples: { one: { summary: "The first morning", value: { items: [fileView] } } },
    },
    refusals: [...keyRefusals, "invalid-cursor", "not-found", "invalid-request", ...faults],
  },
];

/** What the lender sees of it: who was told what. */
export const disclosureOperations: readonly Operation[] = [
  {
    id: "listDisclosures",
    method: "GET",
    path: "/v1/accounts/:accountId/disclosures",
    summary: "Read who was told what",
    says: "Each time that something of the account's debtor was told to an agency: which fields, by which way, because of which event. The values are not kept.",
    for: ["Lender", "Finance", "Operator"],
    proves: "key",
    parameters: ["accountId", "limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of disclosures, by event.",
      schema: "DisclosurePage",
      examples: {
        pushed: {
          summary: "The offer was posted to the agency",
          value: {
            items: [
              {
                eventId: feedItem.eventId,
                placementId: ids.placementId,
                agencyId: ids.agencyId,
                channel: "PUSH",
                fields: ["lenderAccountRef", "balance", "holds", "name", "contactPoint"],
                disclosedAt: "2026-03-02T09:00:00.412Z",
              },
            ],
          },
        },
      },
    },
    refusals: [...keyRefusals, "invalid-cursor", "not-found", "invalid-request", ...faults],
  },
];
