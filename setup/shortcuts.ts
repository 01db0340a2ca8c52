// Slidev's steps stay; its keys for dark, all slides and "go to" are the course's own (components/keys.ts): what they do depends on the window.
import { defineShortcutsSetup } from '@slidev/types'

const OWN = new Set(['toggle_dark', 'toggle_overview', 'goto'])

export default defineShortcutsSetup((_nav, base) => base.filter(({ name }) => !OWN.has(name ?? '')))
