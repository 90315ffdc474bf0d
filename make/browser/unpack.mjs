/** Unpack the Chromium 86 that chrome-aws-lambda carries, into a folder: make/node make/browser/unpack.mjs FOLDER. */
import { createReadStream, createWriteStream, renameSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";

const PACKED = new URL("../../node_modules/chrome-aws-lambda/bin/", import.meta.url);
const MAY_RUN = 0o755;

/** Whole or not at all: another process may look for it at the same time. */
async function unpack(name, folder) {
  const whole = `${folder}/${name}`;
  const growing = `${whole}.${process.pid}`;
  await pipeline(createReadStream(new URL(`${name}.br`, PACKED)), createBrotliDecompress(), createWriteStream(growing, { mode: MAY_RUN }));
  renameSync(growing, whole);
}

const [folder] = process.argv.slice(2);
await unpack("chromium", folder);
