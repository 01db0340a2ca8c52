// What the phone keeps of its pairing, and the commands that it signs. Plain http: no clipboard, no wake lock, no service worker, no `crypto.subtle`; `getRandomValues` is there.
import { commandMac, pairMac, sessionKey } from '../../room/signing.ts'
import type { Move } from '../../room/state.ts'

const KEPT = 'ri-remote'

interface Kept {
  session: string
  key: string
  n: number
}

export class Pairing {
  readonly #kept: Kept
  private constructor(kept: Kept) {
    this.#kept = kept
  }

  /** The head of every address that this phone may read. */
  get base(): string {
    return `/${this.#kept.session}`
  }

  /** A command with the next number and its signature, as the body of a request. */
  sign(move: Move): string {
    this.#kept.n++
    this.#keep()
    const { key, n } = this.#kept
    return JSON.stringify({ n, move, mac: commandMac(key, n, move) })
  }

  /** From the secret in the address, which is then taken out of it, or from what this phone kept. @throws Error with a sentence when the code is refused */
  static async find(): Promise<Pairing | null> {
    const secret = location.hash.slice(1)
    if (secret) {
      history.replaceState(null, '', '/')
      const nonce = Array.from(crypto.getRandomValues(new Uint8Array(18)), byte =>
        byte.toString(16).padStart(2, '0'),
      ).join('')
      const answer = await fetch('/pair', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ nonce, mac: pairMac(secret, nonce) }),
      })
      if (!answer.ok) throw new Error((await answer.text()).trim())
      const { session } = (await answer.json()) as { session: string }
      const pairing = new Pairing({ session, key: sessionKey(secret, nonce, session), n: 0 })
      pairing.#keep()
      return pairing
    }
    try {
      const kept = JSON.parse(localStorage.getItem(KEPT) ?? 'null') as Kept | null
      return kept && new Pairing(kept)
    } catch {
      return null
    }
  }

  #keep(): void {
    try {
      localStorage.setItem(KEPT, JSON.stringify(this.#kept))
    } catch {
      // A private window: a reload needs a new code.
    }
  }

  forget(): void {
    try {
      localStorage.removeItem(KEPT)
    } catch {
      // Nothing was kept.
    }
  }
}
