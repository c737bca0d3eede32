#!/usr/bin/env node
// Runs on any Node that npm runs on, and hands over to the Node 24 that comes with `npm ci`: that one reads TypeScript.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const NODE_MAJOR = 24;
const packaged = join(import.meta.dirname, "../../node_modules/.bin/node");
const isNewEnough = Number(process.versions.node.split(".")[0]) >= NODE_MAJOR;
const node = existsSync(packaged) ? packaged : process.execPath;

if (node === process.execPath && !isNewEnough) {
  console.error(`The command line needs Node ${NODE_MAJOR}, which comes with \`npm ci\`. Run that first.`);
  process.exit(2);
}

const child = spawn(node, [join(import.meta.dirname, "main.ts"), ...process.argv.slice(2)], {
  stdio: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => {
  console.error(error.message);
  process.exit(1);
});
child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
