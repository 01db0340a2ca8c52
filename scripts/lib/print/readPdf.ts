// Reads a PDF back as its readers will: for the tests of everything that is printed.
import { readFile } from 'node:fs/promises'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

export interface ReadPage {
  text: string
  links: { url: string | null; /** 1-based page of this file */ page: number | null }[]
  width: number
  height: number
  tagged: boolean
  /** Pieces of text with the place of each one's start: points from the left and lower edge. */ pieces: {
    text: string
    x: number
    y: number
    width: number
  }[]
}
/** A bookmark with those below it. */
export interface Bookmark {
  title: string
  /** 1-based; null where it leads nowhere. */
  page: number | null
  items: Bookmark[]
}
export interface ReadPdf {
  title: string
  author: string
  subject: string
  keywords: string
  language: string
  marked: boolean
  outline: Bookmark[]
  pages: ReadPage[]
}

/** Text, links, bookmarks (top level and below, in order), tags and facts of a PDF file. */
export async function readPdf(file: string): Promise<ReadPdf> {
  const task = getDocument({ data: new Uint8Array(await readFile(file)), verbosity: 0 })
  const pdf = await task.promise
  const { info } = (await pdf.getMetadata()) as {
    info: { Title?: string; Author?: string; Subject?: string; Keywords?: string; Language?: string }
  }
  const pageOf = async (dest: unknown): Promise<number | null> => {
    const explicit = typeof dest === 'string' ? await pdf.getDestination(dest) : dest
    return Array.isArray(explicit) ? (await pdf.getPageIndex(explicit[0])) + 1 : null
  }
  const pages: ReadPage[] = []
  for (let no = 1; no <= pdf.numPages; no++) {
    const page = await pdf.getPage(no)
    const { items } = await page.getTextContent()
    const links: ReadPage['links'] = []
    for (const a of await page.getAnnotations())
      if (a.subtype === 'Link')
        links.push({ url: a.url ?? a.unsafeUrl ?? null, page: a.dest ? await pageOf(a.dest) : null })
    const { width, height } = page.getViewport({ scale: 1 })
    pages.push({
      text: items.map(i => ('str' in i ? i.str + (i.hasEOL ? '\n' : '') : '')).join(''),
      links,
      width,
      height,
      tagged: Boolean((await page.getStructTree())?.children.length),
      pieces: items.flatMap(i =>
        'str' in i && i.str.trim()
          ? [{ text: i.str.trim(), x: i.transform[4] as number, y: i.transform[5] as number, width: i.width }]
          : [],
      ),
    })
  }
  interface Entry {
    title: string
    dest: unknown
    items: Entry[]
  }
  const bookmarks = async (entries: readonly Entry[]): Promise<Bookmark[]> =>
    Promise.all(
      entries.map(async ({ title, dest, items }) => ({
        title,
        page: await pageOf(dest).catch(() => null),
        items: await bookmarks(items),
      })),
    )
  const result: ReadPdf = {
    title: info.Title ?? '',
    author: info.Author ?? '',
    subject: info.Subject ?? '',
    keywords: info.Keywords ?? '',
    language: info.Language ?? '',
    marked: Boolean((await pdf.getMarkInfo())?.Marked),
    outline: await bookmarks(((await pdf.getOutline()) ?? []) as Entry[]),
    pages,
  }
  await task.destroy()
  return result
}
