// Sealed identities and key files in the browser: the same forms as sealing/envelope.py, sharing.py, padding.py and keyfile.py.
import { fromText, join, newPair, publicBytes, seal, text, toText, unseal, words } from "./hpke.js";

const subtle = globalThis.crypto.subtle;
const KEY = 32;
const BUCKETS = [4096, 8192, 16384];
const ITERATIONS = 600000;
const chance = (size) => globalThis.crypto.getRandomValues(new Uint8Array(size));
const xor = (one, other) => one.map((byte, n) => byte ^ other[n]);

const bound = (one) => text(["sbt identity 1", one.report, one.choice, one.policy, one.offices.join(",")].join("\n"));
const line = (...parts) => join(...parts.flatMap((part, n) => (n ? [text("\n"), part] : [part])));
const sharePurpose = (one, office, key) => line(text("sbt share 1"), bound(one), text(office), text(key));
const sessionPurpose = (one, office) => line(text("sbt session share 1"), bound(one), text(office));

const pad = (plain) => {
  const size = BUCKETS.find((bucket) => plain.length + 4 <= bucket);
  if (!size) throw new RangeError("too long");
  const padded = new Uint8Array(size);
  new DataView(padded.buffer).setUint32(0, plain.length);
  padded.set(plain, 4);
  return padded;
};
const unpad = (padded) => padded.slice(4, 4 + new DataView(padded.buffer, padded.byteOffset).getUint32(0));

// for each pair of offices one gets a random pad, the other the key covered by it
const split = (key, holders) => {
  const halves = Array.from({ length: holders }, () => []);
  for (let first = 0; first < holders; first += 1) {
    for (let second = first + 1; second < holders; second += 1) {
      const cover = chance(KEY);
      halves[first].push(cover);
      halves[second].push(xor(key, cover));
    }
  }
  return halves.map((own) => join(...own));
};
const half = (share, own, other) => {
  const start = (other < own ? other : other - 1) * KEY;
  return share.slice(start, start + KEY);
};

const newId = () => {
  const bytes = chance(16);
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
};

// `to`: { policy, offices, keys: [{ key, office, public }] } as the server names them
export const sealIdentity = async (identity, choice, to) => {
  const made = { v: 1, report: newId(), choice, policy: to.policy, offices: to.offices };
  const raw = chance(KEY);
  const nonce = chance(12);
  const key = await subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt"]);
  const plain = pad(text(JSON.stringify(identity)));
  const body = await subtle.encrypt({ name: "AES-GCM", iv: nonce, additionalData: bound(made) }, key, plain);
  const shares = split(raw, to.offices.length);
  made.nonce = toText(nonce);
  made.sealed = toText(new Uint8Array(body));
  made.shares = await Promise.all(to.keys.map(async ({ key: id, office, public: point }) => {
    const share = shares[to.offices.indexOf(office)];
    return { office, key: id, sealed: toText(await seal(share, fromText(point), sharePurpose(made, office, id))) };
  }));
  return made;
};

// opens the custodian's own share and seals it again for the one who may look this once
export const passOn = async (envelope, keyId, own, session) => {
  const mine = envelope.shares.find((one) => one.key === keyId);
  if (!mine) throw new Error("no share for this key");
  const share = await unseal(fromText(mine.sealed), own, sharePurpose(envelope, mine.office, keyId));
  return toText(await seal(share, fromText(session), sessionPurpose(envelope, mine.office)));
};

// `passed`: { office: share sealed to the session key }, two of them at least
export const openIdentity = async (envelope, passed, own) => {
  const offices = Object.keys(passed).slice(0, 2);
  const places = offices.map((office) => envelope.offices.indexOf(office));
  const shares = await Promise.all(
    offices.map((office) => unseal(fromText(passed[office]), own, sessionPurpose(envelope, office))));
  const raw = xor(half(shares[0], places[0], places[1]), half(shares[1], places[1], places[0]));
  const key = await subtle.importKey("raw", raw, "AES-GCM", false, ["decrypt"]);
  const way = { name: "AES-GCM", iv: fromText(envelope.nonce), additionalData: bound(envelope) };
  return JSON.parse(words(unpad(new Uint8Array(await subtle.decrypt(way, key, fromText(envelope.sealed))))));
};

const lockingKey = async (passphrase, salt, iterations) => {
  const base = await subtle.importKey("raw", text(passphrase), "PBKDF2", false, ["deriveKey"]);
  const way = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return subtle.deriveKey(way, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
};

const AES = "AES-GCM";
const shut = async (plain, key, point) => {
  const nonce = chance(12);
  const locked = await subtle.encrypt({ name: AES, iv: nonce, additionalData: point }, key, plain);
  return { nonce: toText(nonce), locked: toText(new Uint8Array(locked)) };
};

// `lock`: { credential, salt, key } of a passkey that opens the file too; the passphrase always does
export const newKeyFile = async (passphrase, lock) => {
  const pair = await newPair();
  const point = await publicBytes(pair.publicKey);
  const salt = chance(16);
  const plain = await subtle.exportKey("pkcs8", pair.privateKey);
  const file = {
    kind: "sbt-custodian-key", v: 1, public: toText(point), iterations: ITERATIONS, salt: toText(salt),
    ...await shut(plain, await lockingKey(passphrase, salt, ITERATIONS), point),
  };
  if (lock) {
    file.passkey = { credential: lock.credential, salt: lock.salt, ...await shut(plain, lock.key, point) };
  }
  return file;
};

const opened = async (file, { nonce, locked }, key) => {
  const point = fromText(file.public);
  const plain = await subtle.decrypt({ name: AES, iv: fromText(nonce), additionalData: point }, key, fromText(locked));
  const privateKey = await subtle.importKey("pkcs8", plain, { name: "ECDH", namedCurve: "P-256" }, false, ["deriveBits"]);
  return { privateKey, publicBytes: point };
};
const known = (file) => {
  if (file.kind !== "sbt-custodian-key" || file.v !== 1) throw new Error("not a key file");
  return file;
};

export const unlock = async (file, passphrase) => {
  const { salt, iterations } = known(file);
  return opened(file, file, await lockingKey(passphrase, fromText(salt), iterations));
};
// `keyOf`: asks the passkey; the file names it and the salt
export const unlockByPasskey = async (file, keyOf) => opened(file, known(file).passkey, await keyOf(file.passkey));
