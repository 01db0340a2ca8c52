// What Chromium leaves out of a PDF: title and author, language, links that will still lead somewhere; and no moment of printing in it.
import { ParseSpeeds, PDFDocument, PDFName } from 'pdf-lib'
import { publishLinks } from './links.ts'

export interface PdfFacts {
  title: string
  subject: string
  keywords: readonly string[]
  /** BCP 47. */
  language: string
  served: string
  publicUrl: string | null
}

/** A file in memory, read in one go: by default pdf-lib rests after every few objects, which is for browsers. */
export const loadPdf = (bytes: Uint8Array): Promise<PDFDocument> =>
  PDFDocument.load(bytes, { updateMetadata: false, parseSpeed: ParseSpeeds.Fastest })

/** Gives a file its facts, and takes the moment of printing out of it. */
export function setFacts(pdf: PDFDocument, facts: PdfFacts): void {
  pdf.setTitle(facts.title, { showInWindowTitleBar: true })
  pdf.setSubject(facts.subject)
  pdf.setKeywords([...facts.keywords])
  pdf.setCreator('Slidev')
  pdf.setLanguage(facts.language)
  publishLinks(pdf, facts.served, facts.publicUrl)
  const info = pdf.context.lookup(pdf.context.trailerInfo.Info)
  if (info && 'delete' in info)
    for (const key of ['CreationDate', 'ModDate']) (info as { delete(name: PDFName): void }).delete(PDFName.of(key))
  pdf.context.trailerInfo.ID = undefined
}

/** The file as bytes, written in one go. */
export const savePdf = (pdf: PDFDocument): Promise<Uint8Array> =>
  pdf.save({ updateFieldAppearances: false, objectsPerTick: Infinity })

/** The same file with its facts; the same input gives the same bytes. */
export async function finishPdf(bytes: Uint8Array, facts: PdfFacts): Promise<Uint8Array> {
  const pdf = await loadPdf(bytes)
  setFacts(pdf, facts)
  return savePdf(pdf)
}
