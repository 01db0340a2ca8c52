// What pages and the worker say to each other about what is kept on this device. Types only.

/** Files by when they are kept: with the first page, with the second, when the reader asks for the course, or for the PDFs. */
export type Kind = 'home' | 'shell' | 'pages' | 'large'

export type Asked =
  /** A page is open. `again`: not for the first time on this device. */
  | { ask: 'hello'; visited: string[]; again: boolean }
  | { ask: 'keep'; what: 'pages' | 'large' }
  | { ask: 'stop' | 'remove' | 'state' }

export interface Share {
  files: number
  of: number
  bytes: number
  ofBytes: number
}

export interface KeptState {
  /** All but the downloads. */
  pages: Share
  /** PDFs and starters. */
  large: Share
  asked: { pages: boolean; large: boolean }
  filling: boolean
  /** Why something is missing: no room on the device, the host sent nothing, or it sends other bytes than were built. */
  trouble: 'full' | 'lost' | 'refused' | null
}
