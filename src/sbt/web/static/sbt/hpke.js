// HPKE (RFC 9180, base mode, one message): P-256, HKDF-SHA256, AES-256-GCM; on WebCrypto alone. The same as sealing/hpke.py.
const subtle = globalThis.crypto.subtle;
const CURVE = { name: "ECDH", namedCurve: "P-256" };
export const PUBLIC_LENGTH = 65;
export const text = (words) => new TextEncoder().encode(words);
export const words = (bytes) => new TextDecoder("utf-8", { fatal: true }).decode(bytes);
export const join = (...parts) => {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) { all.set(part, at); at += part.length; }
  return all;
};
export const toText = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
export const fromText = (written) => Uint8Array.from(atob(written), (letter) => letter.charCodeAt(0));
const two = (number) => new Uint8Array([number >> 8, number & 255]);
const VERSION = text("HPKE-v1");
const KEM = join(text("KEM"), two(16));
const SUITE = join(text("HPKE"), two(16), two(1), two(2));

const mac = async (key, given) => {
  const made = await subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await subtle.sign("HMAC", made, given));
};
const extract = (salt, suite, label, given) =>
  mac(salt.length ? salt : new Uint8Array(32), join(VERSION, suite, text(label), given));
// no length asked for here is longer than one block of SHA-256
const expand = async (secret, suite, label, given, size) =>
  (await mac(secret, join(two(size), VERSION, suite, text(label), given, new Uint8Array([1])))).slice(0, size);

const keys = async (shared, enc, publicKey, purpose) => {
  const secret = await expand(
    await extract(new Uint8Array(), KEM, "eae_prk", shared), KEM, "shared_secret", join(enc, publicKey), 32);
  const context = join(
    new Uint8Array([0]),
    await extract(new Uint8Array(), SUITE, "psk_id_hash", new Uint8Array()),
    await extract(new Uint8Array(), SUITE, "info_hash", purpose));
  const base = await extract(secret, SUITE, "secret", new Uint8Array());
  const raw = await expand(base, SUITE, "key", context, 32);
  const nonce = await expand(base, SUITE, "base_nonce", context, 12);
  return { key: await subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]), nonce };
};

const agree = async (privateKey, publicBytes) => {
  const other = await subtle.importKey("raw", publicBytes, CURVE, true, []);
  return new Uint8Array(await subtle.deriveBits({ name: "ECDH", public: other }, privateKey, 256));
};

export const publicBytes = async (publicKey) => new Uint8Array(await subtle.exportKey("raw", publicKey));
export const newPair = () => subtle.generateKey(CURVE, true, ["deriveBits"]);

export const seal = async (plain, recipient, purpose) => {
  const pair = await newPair();
  const enc = await publicBytes(pair.publicKey);
  const { key, nonce } = await keys(await agree(pair.privateKey, recipient), enc, recipient, purpose);
  return join(enc, new Uint8Array(await subtle.encrypt({ name: "AES-GCM", iv: nonce }, key, plain)));
};

// `own`: { privateKey, publicBytes }
export const unseal = async (sealed, own, purpose) => {
  const enc = sealed.slice(0, PUBLIC_LENGTH);
  const { key, nonce } = await keys(await agree(own.privateKey, enc), enc, own.publicBytes, purpose);
  const body = sealed.slice(PUBLIC_LENGTH);
  return new Uint8Array(await subtle.decrypt({ name: "AES-GCM", iv: nonce }, key, body));
};

export const fingerprint = async (publicKeyBytes) => {
  const digest = new Uint8Array(await subtle.digest("SHA-256", publicKeyBytes)).slice(0, 20);
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("").match(/.{4}/g).join(" ");
};
