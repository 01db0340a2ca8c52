// Where the talk is, for guests, as a development server tells it (`--edit`): anything that is no such place is dropped, and what was reached stays reached.
import { heard } from '../heard.ts'
import { placeSchema, type Place } from '../messages.ts'
import type { Podium } from './channel.ts'

/** @returns takes whatever another process says */
export function tellPlaces(podium: Podium, deck: string): (message: unknown) => void {
  let place: Place = { deck, slide: 1, click: 0, reached: 1 }
  return message => {
    const { slide, click, deck: of } = (message ?? {}) as Partial<Place>
    const reached = Math.max(place.reached, Number(slide))
    const next = heard('place', placeSchema, { deck: of, slide, click, reached })
    if (!next || next.deck !== deck || (next.slide === place.slide && next.click === place.click)) return
    place = next
    podium.tell('place', place)
  }
}
