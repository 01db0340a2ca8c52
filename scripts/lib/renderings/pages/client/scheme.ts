// Runs in the head, before anything is drawn: the scheme that the reader chose here, in an article or in a deck.
import { applyScheme } from '../../../site/client/scheme.ts'

document.documentElement.classList.add('js')
applyScheme()
