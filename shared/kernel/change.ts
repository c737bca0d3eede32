/** The key of an item in the gateway's table. */
export type Key = { readonly pk: string; readonly sk: string };

export type Item = Key & Readonly<Record<string, unknown>>;

/** What must hold for a change to be written. All of a change's conditions must. */
export type Condition =
  | { readonly attribute: string; readonly is: "absent" }
  | { readonly attribute: string; readonly is: "present" }
  | { readonly attribute: string; readonly is: "=" | "<=" | "<"; readonly value: string | number }
  /** A number that is at most this, or not there yet. */
  | { readonly attribute: string; readonly is: "at-most"; readonly value: number }
  | { readonly attribute: string; readonly is: "in"; readonly value: readonly (string | number)[] }
  /** The attribute is a set without this member, or is not there. */
  | { readonly attribute: string; readonly is: "lacks"; readonly value: string | number };

/** An item that must not exist yet; `name` tells the caller which identity was taken. */
export type Create = { readonly kind: "create"; readonly name: string; readonly item: Item };

/** A whole new version of an item. */
export type Replace = {
  readonly kind: "replace";
  readonly name: string;
  readonly item: Item;
  readonly when: readonly Condition[];
};

/** A change to some attributes of an item. */
export type Update = {
  readonly kind: "update";
  readonly name: string;
  readonly key: Key;
  readonly set?: Readonly<Record<string, unknown>>;
  /** What is added to a number, or the members that a set gains. */
  readonly add?: Readonly<Record<string, number | ReadonlySet<number>>>;
  readonly remove?: readonly string[];
  readonly when: readonly Condition[];
};

export type Change = Create | Replace | Update;

/** Why a transaction was not written: the changes whose condition failed, with the item that stood there. */
export type Conflict = readonly { readonly name: string; readonly existing: unknown }[];
