// The forms of what windows and servers of the room tell each other. Objects are strict: an unknown key, `__proto__` among them, refuses the message.
import * as z from 'zod/mini'

const count = (most: number) => z.int().check(z.minimum(0), z.maximum(most))
/** Milliseconds since 1970. */
const time = z.number().check(z.minimum(0), z.maximum(1e14))
const slide = z.int().check(z.minimum(1), z.maximum(999))
const word = z.string().check(z.maxLength(200))

/** Where the talk is: number of the slide from 1, clicks on it from 0. */
export const placeSchema = z.strictObject({
  deck: z.string().check(z.regex(/^[a-z0-9-]{1,60}$/)),
  slide,
  click: count(9999),
  /** The highest slide that the talk has shown. */
  reached: slide,
})
export type Place = z.infer<typeof placeSchema>

const navKeys = {
  page: count(999),
  // Slidev writes 999999 for "all clicks" when it goes back.
  clicks: count(1e6),
  clicksTotal: z.optional(count(1e6)),
  timer: z.strictObject({
    status: z.enum(['stopped', 'running', 'paused']),
    slides: z.record(
      z.string().check(z.regex(/^\d{1,3}$/)),
      z.strictObject({ start: z.optional(time), end: z.optional(time) }),
    ),
    startedAt: time,
    pausedAt: time,
  }),
  cursor: z.optional(
    z.nullable(z.strictObject({ x: z.number(), y: z.number(), style: z.optional(z.enum(['cursor', 'laser'])) })),
  ),
  lastUpdate: z.optional(z.strictObject({ id: word, type: z.enum(['presenter', 'viewer']), time })),
}
/** Slidev's state that its windows share: page, clicks, clock, pointer. */
export const navSchema = z.strictObject(navKeys)
/** As it comes from a window of the same browser: parts of it may be missing. */
export const navPartSchema = z.partial(navSchema)
/** As it comes to the server, whole or as a patch. */
export const navPostSchema = z.union([
  z.strictObject({ source: word, data: navSchema, timestamp: z.optional(time) }),
  z.strictObject({ source: word, patch: navPartSchema, timestamp: z.optional(time) }),
])

/** An edit of a slide in Slidev's own editor. */
export const slideEditSchema = z.strictObject({
  content: z.optional(z.string()),
  note: z.optional(z.string()),
  frontmatterRaw: z.optional(z.string()),
  frontmatter: z.optional(z.record(z.string(), z.unknown())),
  skipHmr: z.optional(z.boolean()),
})

const path = z.string().check(z.maxLength(2000))
/** What a page says over Vite's own socket: that it is there, and that a module could not be replaced. Vite and Slidev know more, and end at malformed ones. */
export const socketSchema = z.union([
  z.strictObject({ type: z.literal('ping') }),
  z.strictObject({
    type: z.literal('custom'),
    event: z.literal('vite:invalidate'),
    data: z.strictObject({ path, message: z.optional(z.string()), firstInvalidatedBy: z.optional(path) }),
  }),
])
