// What another window of this browser tells Slidev, held to its schema. Only the place, the clock and the pointer are shared: strokes and snapshots are markup and pictures, and no deck has them.
import { heard, heardText } from '../heard.ts'
import { navPartSchema } from '../messages.ts'

const isPlace = (channel: string): boolean => channel.endsWith(' - shared')

/** A message of a channel, or null when it is dropped. */
export const fromWindow = (channel: string, message: unknown): object | null =>
  isPlace(channel) ? heard('window', navPartSchema, message) : null

/** A text of the browser's store, or null when it is dropped. */
export const fromStore = (channel: string, text: string): object | null =>
  isPlace(channel) ? heardText('store', navPartSchema, text) : null
