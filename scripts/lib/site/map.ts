// The map of prerequisites: decks as numbered points, an arrow from what comes before. Laid out once, at build time.
import dagre from '@dagrejs/dagre'
import type { Card } from '../content/card.ts'
import { escape } from './head.ts'

const WIDTH = 256,
  HEIGHT = 34

/** An SVG with links; its text alternative is the list of prerequisites on the cards. */
export function prerequisiteMap(decks: readonly Card[]): string {
  const g = new dagre.graphlib.Graph()
  g.setGraph({ rankdir: 'LR', nodesep: 12, ranksep: 84, marginx: 2, marginy: 4 })
  g.setDefaultEdgeLabel(() => ({}))
  for (const d of decks) g.setNode(d.id, { width: WIDTH, height: HEIGHT })
  for (const d of decks) for (const p of d.prerequisites) if (decks.some(x => x.id === p)) g.setEdge(p, d.id)
  dagre.layout(g)
  const { width = 0, height = 0 } = g.graph()
  const edges = g.edges().map(e => {
    const between = (g.edge(e) as { points: { x: number; y: number }[] }).points.slice(1, -1),
      from = g.node(e.v) as { x: number; y: number },
      to = g.node(e.w) as { x: number; y: number }
    // From the middle of one side to the middle of the other: Dagre's own ends lie where the line to the next box's middle leaves, and run behind neighbours.
    const points = [
      { x: from.x + WIDTH / 2, y: from.y },
      ...(between.length > 1 ? between : []),
      { x: to.x - WIDTH / 2 - 8, y: to.y },
    ]
    const d = points
      .map((p, i) => {
        const before = points[i - 1]
        if (!before) return `M${p.x.toFixed(1)} ${p.y.toFixed(1)}`
        const bend = (p.x - before.x) / 2
        return `C${(before.x + bend).toFixed(1)} ${before.y.toFixed(1)} ${(p.x - bend).toFixed(1)} ${p.y.toFixed(1)} ${p.x.toFixed(1)} ${p.y.toFixed(1)}`
      })
      .join('')
    const { x, y } = points.at(-1)!
    return `<path class="edge" d="${d}"/><path class="tip" d="M${(x + 8).toFixed(1)} ${y.toFixed(1)}l-9 -4v8z"/>`
  })
  const nodes = decks.map(d => {
    const { x, y } = g.node(d.id) as { x: number; y: number }
    const title = d.title.length > 33 ? `${d.title.slice(0, 32)}…` : d.title
    return `<a href="${d.id}/read/index.html"><rect x="${x - WIDTH / 2}" y="${y - HEIGHT / 2}" width="${WIDTH}" height="${HEIGHT}"/><text class="no" x="${x - WIDTH / 2 + 9}" y="${y + 4.5}">${String(d.mechanism).padStart(2, '0')}</text><text x="${x - WIDTH / 2 + 36}" y="${y + 5}">${escape(title)}</text></a>`
  })
  return `<svg class="map" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="group" aria-label="Map of prerequisites">${edges.join('')}${nodes.join('')}</svg>`
}
