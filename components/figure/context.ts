// What a figure or a code plate tells the sheet it stands on, and what the page tells the figure.
import { inject, onUnmounted, provide, shallowReactive, watchEffect, type InjectionKey } from 'vue'
import type { Provenance } from './contract.ts'

/** `slide`: clicks step the figure. `read`: own controls and a filmstrip. `paper`: the filmstrip alone counts. `plate`: the last frame alone, as the picture to remember. */
export type FigureMode = 'slide' | 'read' | 'paper' | 'plate'
/** Where a figure's filmstrip and the whole text of a message go on a page that shows slides as pictures: a CSS selector for a slide's number. */
export const filmTargetKey: InjectionKey<(slide: number) => string> = Symbol('ri-film-target')
export const figureModeKey: InjectionKey<FigureMode> = Symbol('ri-figure-mode')

type Ledger = Map<symbol, readonly Provenance[]>
const ledgerKey: InjectionKey<Ledger> = Symbol('ri-provenance')

/** Called by the sheet: collects what vouches for everything that stands on it. */
export function provideProvenance(): Ledger {
  const ledger: Ledger = shallowReactive(new Map())
  provide(ledgerKey, ledger)
  return ledger
}

/** Called by whatever shows recorded or modelled data, so that the sheet's foot names it: one entry for each run that is shown. */
export function useProvenance(source: () => Provenance | readonly Provenance[] | undefined): void {
  const ledger = inject(ledgerKey, null)
  if (!ledger) return
  const key = Symbol('entry')
  watchEffect(() => {
    ledger.set(key, [source() ?? []].flat())
  })
  onUnmounted(() => ledger.delete(key))
}
