/** Seals a ballot in the voter's browser. consult/ballot/rules/sealed_text.py is its twin on the server. */
import "./own_names.js";
import "../../vendor/nacl-fast.min.js";
import { blake2b } from "../../vendor/blake2.js";

const { nacl } = globalThis;
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const TRACKER_BITS = 80;

/** @param {string} hex */
export const fromHex = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
/** @param {Uint8Array} bytes */
export const toHex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Eighty random bits as sixteen letters of Crockford's base 32. */
export function newTracker(random = nacl.randomBytes) {
  let number = BigInt(`0x${toHex(random(TRACKER_BITS / 8))}`);
  let letters = "";
  for (let n = 0; n < TRACKER_BITS / 5; n += 1, number >>= 5n) letters = ALPHABET[Number(number & 31n)] + letters;
  return letters;
}

/**
 * The padded text of a ballot: canonical JSON (sorted names, no spaces), then spaces up to the one length.
 * @param {any} parts
 */
export function ballotText({ ballot, bind, choice, tracker, paddedTo }) {
  const text = JSON.stringify({ ballot, bind, choice, question: 1, tracker, v: 1 });
  if (text.length > paddedTo) throw new RangeError("longer than every ballot may be");
  return new TextEncoder().encode(text.padEnd(paddedTo));
}

/**
 * libsodium's sealed box: a key pair for this once, the nonce from both public keys.
 * @param {Uint8Array} publicKey @param {Uint8Array} content
 */
export function sealTo(publicKey, content) {
  const once = nacl.box.keyPair();
  const nonce = blake2b(Uint8Array.of(...once.publicKey, ...publicKey), { dkLen: nacl.box.nonceLength });
  const sealed = nacl.box(content, nonce, publicKey, once.secretKey);
  once.secretKey.fill(0);
  return Uint8Array.of(...once.publicKey, ...sealed);
}

/**
 * An envelope in the base 64 of addresses, so that a form spells every one with the same number of letters.
 * @param {{ballot: number, bind: string, choice: string, tracker: string, paddedTo: number}} ballot @param {string} publicKeyHex
 */
export function envelopeOf(ballot, publicKeyHex) {
  const plain = btoa(String.fromCharCode(...sealTo(fromHex(publicKeyHex), ballotText(ballot))));
  return plain.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
