// The one way in which a message of another window, process or machine becomes a value: its schema takes it, or it is dropped, counted, and logged once.

/** What a schema of zod must offer here; both its forms do. */
interface Schema<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false }
}

const dropped = new Map<string, number>()

/** How many messages of a kind were dropped since the start. */
export const droppedOf = (kind: string): number => dropped.get(kind) ?? 0

/** The message as `schema` wants it, or null. The first one that is dropped is logged, with nothing of its content. */
export function heard<T>(kind: string, schema: Schema<T>, message: unknown): T | null {
  const result = schema.safeParse(message)
  if (result.success) return result.data
  drop(kind)
  return null
}

/** How vite-plugin-vue-server-ref writes `undefined`. */
const UNDEFINED = '__UNDEFINED___'

/** A record's schema passes over `__proto__`, and who merges the text later does not: no message has such a key. */
function plain(key: string, value: unknown): unknown {
  if (key === '__proto__' || key === 'constructor' || key === 'prototype') throw new Error(`a key is ${key}`)
  return value === UNDEFINED ? undefined : value
}

/** As `heard`, of JSON as text; keys that reach an object's prototype refuse it at any depth. */
export function heardText<T>(kind: string, schema: Schema<T>, text: string): T | null {
  try {
    return heard(kind, schema, JSON.parse(text, plain))
  } catch {
    drop(kind)
    return null
  }
}

function drop(kind: string): void {
  const count = droppedOf(kind) + 1
  dropped.set(kind, count)
  if (count === 1) console.warn(`A malformed message was dropped (${kind}). Later ones are counted, not logged.`)
}
