// How a phone proves that it is the one that read the QR code. Plain http has no `crypto.subtle`, so the hash comes from a library, in the browser as in Node. Pure.
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Move } from './state.ts'

/** HMAC-SHA-256 as 64 hexadecimal digits. */
const sign = (key: string, text: string): string => bytesToHex(hmac(sha256, utf8ToBytes(key), utf8ToBytes(text)))

/** The secret itself never crosses the network: only this does. */
export const pairMac = (secret: string, nonce: string): string => sign(secret, `pair ${nonce}`)
/** The key that both derive for this pairing. */
export const sessionKey = (secret: string, nonce: string, session: string): string =>
  sign(secret, `session ${nonce} ${session}`)
export const commandMac = (key: string, n: number, move: Move): string =>
  sign(key, `command ${n} ${JSON.stringify(move)}`)
