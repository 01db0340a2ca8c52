// The package has no types of its own.
declare module 'subset-font' {
  interface Options {
    targetFormat: 'sfnt' | 'woff2'
    variationAxes?: Record<string, number | { min: number; max: number }>
    /** OpenType features to keep; all without it. */
    keepFeatures?: readonly string[]
    /** With an empty text: only another format is wanted. */
    keepAllGlyphs?: boolean
  }
  export default function subset(font: Buffer, text: string, options: Options): Promise<Buffer>
}
