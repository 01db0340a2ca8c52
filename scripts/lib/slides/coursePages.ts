// Which programs, error codes and terms have a page of their own, and where in dist/ it lies. The one place that knows: links ask here, and
// what renders the pages writes to these paths. In: an address of the course. Out: a path, or null for what has no page.
import { readGlossaryIds } from '../content/glossary.ts'
import type { Address } from '../sources/address.ts'
import { errorPage, GLOSSARY_PAGE, programPage } from '../pageFiles.ts'
import { CoursePlaces } from './places.ts'

export class CoursePages {
  private readonly places: CoursePlaces
  private readonly terms: ReadonlySet<string>
  private codes: ReadonlySet<string> | null = null

  constructor(root: string, places = new CoursePlaces(root)) {
    this.places = places
    this.terms = new Set(readGlossaryIds(root))
  }

  /**
   * The page that an address leads to, with the anchor in it.
   * @param from folder name of the deck where the link stands
   */
  of(address: Address, from: string): string | null {
    switch (address.kind) {
      case 'run': {
        const deck = this.places.deckOf(address.deck ?? from)
        return deck && this.places.of(deck).programs.has(address.name) ? programPage(deck, address.name) : null
      }
      case 'error':
        return this.errors().has(address.name) ? errorPage(address.name) : null
      case 'term':
        return this.terms.has(address.name) ? `${GLOSSARY_PAGE}#${address.name}` : null
      default:
        return null
    }
  }

  /** Codes with a page: those with which a program of the course is refused. */
  errors(): ReadonlySet<string> {
    this.codes ??= new Set(this.places.all().flatMap(deck => [...deck.errors]))
    return this.codes
  }
}
