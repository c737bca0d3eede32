import { Component } from "./model.ts";

/**
 * Where what is owed stands: with the rest, or apart, since it is disputed. What is stored says so: an account that was
 * disputed before there were accounts for it has nothing in them.
 */
export type Standing = { readonly disputedApart?: true };

/** The ledger account in which what is owed of a component stands. */
export const receivableOf = ({ disputedApart }: Standing, name: Component): string =>
  `${disputedApart === true ? "disputed" : "receivable"}/${name}`;

const PATTERN = /^(?:receivable|disputed)\/(.+)$/u;

/** The component whose receivable a ledger account holds, disputed or not. */
export const componentOf = (account: string): Component | undefined =>
  Component.safeParse(PATTERN.exec(account)?.[1]).data;

/** Whether a ledger account holds a part of what debtors owe, disputed or not. */
export const isReceivable = (account: string): boolean => PATTERN.test(account);

export const isDisputed = (account: string): boolean => account.startsWith("disputed/");
