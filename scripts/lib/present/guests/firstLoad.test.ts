// A guest's first load is small enough for a room full of phones on one network, wherever the talk is. Makes the guests' edition of a deck, or finds it. Needs minutes: gate `faults`.
import type { Browser } from 'playwright-chromium'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findBrowser, launchBrowser } from '../../browser.ts'
import { loadDeck, ROOT } from '../../deck.ts'
import { localChannel } from '../audience/channel.ts'
import { guestEdition } from './edition.ts'
import { Files } from './files.ts'
import { firstLoad } from './firstLoad.testing.ts'
import { serveGuests, type GuestServer } from './server.ts'

const DECK = '03-trait-objects'
const MOST = { bytes: 350_000, requests: 25 }

describe.skipIf(!findBrowser())("a guest's first load (needs a browser)", { timeout: 240_000 }, () => {
  const { podium, floor } = localChannel()
  let server: GuestServer, browser: Browser
  beforeAll(async () => {
    const { dir, list } = await guestEdition(ROOT, DECK)
    server = await serveGuests({ deck: DECK, files: new Files(dir, list), floor, address: '127.0.0.1', port: 0 })
    browser = await launchBrowser()
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  const total = loadDeck(DECK).slides.length
  it.each([1, 4, 7, Math.round(total / 2), total - 3])('at slide %i', async slide => {
    podium.tell('place', { deck: DECK, slide, click: 0, reached: slide })
    const { requests, bytes, parts } = await firstLoad(browser, server.url, slide)
    const most = parts.map(one => `${(one.bytes / 1000).toFixed(1)} kB ${one.path}`).join('\n')
    expect(requests, most).toBeLessThanOrEqual(MOST.requests)
    expect(bytes, most).toBeLessThanOrEqual(MOST.bytes)
    // Less than the client alone would be a page that shows nothing.
    expect(bytes).toBeGreaterThan(100_000)
    console.log(`slide ${slide}: ${requests} requests, ${(bytes / 1000).toFixed(0)} kB`)
  })
})
