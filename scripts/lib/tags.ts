// Tags that show recorded facts: `<Code src="x.rs" …/>` and every figure `<Tag rec="x" …/>`. Pure: text in, places out.
export interface Attribute {
  name: string
  value: string | null
}
export interface Tag {
  name: string
  attributes: Attribute[]
  /** Offsets in the text. */ start: number
  end: number
  /** Where a new attribute can be put. */ insert: number
  line: number
}

const TAG = /<([A-Z]\w*)((?:\s+[^\s"'>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'))?)*)\s*(\/?)>/g
const ATTRIBUTE = /([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'))?/g

/** Every component tag outside fences and inline code, with its attributes. */
export function findTags(text: string): Tag[] {
  const hidden: [number, number][] = [
    ...text.matchAll(/^(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1[^\n]*$/gm),
    ...text.matchAll(/`[^`\n]+`/g),
    ...text.matchAll(/<!--[\s\S]*?-->/g),
  ].map(m => [m.index, m.index + m[0].length])
  return [...text.matchAll(TAG)]
    .filter(m => !hidden.some(([a, b]) => m.index >= a && m.index < b))
    .map(m => {
      const attributes = [...m[2]!.matchAll(ATTRIBUTE)].map(a => ({ name: a[1]!, value: a[2] ?? a[3] ?? null }))
      return {
        name: m[1]!,
        attributes,
        start: m.index,
        end: m.index + m[0].length,
        insert: m.index + 1 + m[1]!.length,
        line: text.slice(0, m.index).split('\n').length,
      }
    })
}

export const attribute = (tag: Tag, name: string): string | undefined =>
  tag.attributes.find(a => a.name === name)?.value ?? undefined
