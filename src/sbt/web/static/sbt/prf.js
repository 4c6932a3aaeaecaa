// A passkey as a lock of a key file (WebAuthn PRF): what it answers to the file's salt never leaves this device.
import { fromText, text, toText } from "./hpke.js";

const subtle = globalThis.crypto.subtle;
const SIZE = 32;
const chance = (size) => globalThis.crypto.getRandomValues(new Uint8Array(size));

export const possible = () => Boolean(globalThis.PublicKeyCredential && globalThis.navigator.credentials);

// the key that locks with what the passkey answered
const lockingKey = async (answered) => {
  const base = await subtle.importKey("raw", answered, "HKDF", false, ["deriveKey"]);
  const way = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(SIZE), info: text("sbt custodian key by passkey 1") };
  return subtle.deriveKey(way, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
};

const answers = async (credential, salt) => {
  const given = await globalThis.navigator.credentials.get({ publicKey: {
    challenge: chance(SIZE), userVerification: "required", allowCredentials: [{ type: "public-key", id: credential }],
    extensions: { prf: { eval: { first: salt } } },
  } });
  const { prf } = given.getClientExtensionResults();
  if (!prf || !prf.results) throw new Error("this passkey answers no salt");
  return prf.results.first;
};

// a passkey made for this file alone; null where the device has none that can lock
export const newLock = async (words) => {
  const salt = chance(SIZE);
  const made = await globalThis.navigator.credentials.create({ publicKey: {
    challenge: chance(SIZE), rp: { name: "SBT" }, user: { id: chance(16), name: words, displayName: words },
    pubKeyCredParams: [{ type: "public-key", alg: -7 }, { type: "public-key", alg: -257 }], attestation: "none",
    authenticatorSelection: { residentKey: "discouraged", userVerification: "required" },
    extensions: { prf: { eval: { first: salt } } },
  } });
  const { prf } = made.getClientExtensionResults();
  if (!prf || !prf.enabled) return null;
  const answered = prf.results ? prf.results.first : await answers(made.rawId, salt);
  return { credential: toText(new Uint8Array(made.rawId)), salt: toText(salt), key: await lockingKey(answered) };
};

export const keyOf = async ({ credential, salt }) => lockingKey(await answers(fromText(credential), fromText(salt)));
