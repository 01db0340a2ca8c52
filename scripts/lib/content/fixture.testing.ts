// A deck of one slide for tests of the content model: snippets and recordings are those of deck 08, tags those of the course.
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { ROOT } from '../deck.ts'
import type { DeckContent, Slide } from './blocks.ts'
import { Library, readDeck } from './deck.ts'

export const DECK = '08-smart-pointers'
/** A headmatter with its cover. */
export const HEAD = `---
title: A deck for tests
mechanism: 1
summary: One sentence that says what it is about.
tags: [a, b, c, d, e]
level: advanced
prerequisites: []
duration: 2
checked: 2026-11-24
layout: cover
minutes: 1
---

<!-- Short. -->
`

export interface Tested {
  content: DeckContent | null
  /** The slide that was given. */
  slide: Slide
  /** `line text` of the file and the message, of each problem. */
  problems: { at: string; file: string; line: number; message: string }[]
}

export class TestCourse {
  readonly root = mkdtempSync(join(tmpdir(), 'content-'))
  readonly library: Promise<Library>
  private readonly deck: string
  /** @param deck whose snippets and recordings the slides may name */
  constructor(deck = DECK) {
    this.deck = deck
    symlinkSync(join(ROOT, 'components'), join(this.root, 'components'))
    // Figures that are held to a witness read its words.
    mkdirSync(join(this.root, 'scripts/lib'), { recursive: true })
    symlinkSync(join(ROOT, 'scripts/lib/recording'), join(this.root, 'scripts/lib/recording'))
    symlinkSync(join(ROOT, 'recorded.json'), join(this.root, 'recorded.json'))
    mkdirSync(join(this.root, 'decks', deck), { recursive: true })
    for (const part of ['snippets', 'recordings', 'histories'].filter(p => existsSync(join(ROOT, 'decks', deck, p))))
      symlinkSync(join(ROOT, 'decks', deck, part), join(this.root, 'decks', deck, part))
    this.library = Library.open(this.root)
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true })
    writeFileSync(join(this.root, path), text)
  }

  /** Reads a deck of a cover and this one slide, `body` with or without its notes. */
  async read(body: string, front = '', head = HEAD): Promise<Tested> {
    return this.readText(`${head}\n---\nminutes: 1\n${front}---\n\n${body}\n`)
  }

  async readText(text: string): Promise<Tested> {
    this.write(`decks/${this.deck}/slides.md`, text)
    const { content, problems } = readDeck(await this.library, this.deck)
    const lines = text.split('\n')
    return {
      content,
      slide: content?.slides[1] as Slide,
      problems: problems.map(p => ({ ...p, at: p.file.endsWith('slides.md') ? (lines[p.line - 1] ?? '') : '' })),
    }
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true })
  }
}
