// The map of prerequisites: decks as numbered points, an arrow from what comes before. Laid out once, at build time.
import dagre from '@dagrejs/dagre'
import type { Card } from '../course.ts'
import { escape } from './head.ts'

const WIDTH = 256, HEIGHT = 34

/** An SVG with links; its text alternative is the list of prerequisites on the cards. */
export function prerequisiteMap(decks: readonly Card[]): string {
  const g = new dagre.graphlib.Graph()
  g.setGraph({ rankdir: 'LR', nodesep: 12, ranksep: 44, marginx: 2, marginy: 4 })
  g.setDefaultEdgeLabel(() => ({}))
  for (const d of decks) g.setNode(d.id, { width: WIDTH, height: HEIGHT })
  for (const d of decks) for (const p of d.prerequisites) if (decks.some(x => x.id === p)) g.setEdge(p, d.id)
  dagre.layout(g)
  const { width = 0, height = 0 } = g.graph()
  const edges = g.edges().map((e) => {
    const points = (g.edge(e) as { points: { x: number; y: number }[] }).points
    const last = points.at(-1)!, before = points.at(-2)!, len = Math.hypot(last.x - before.x, last.y - before.y) || 1
    const ux = (last.x - before.x) / len, uy = (last.y - before.y) / len
    const d = points.map((p, i) => `${i ? 'L' : 'M'}${p.x.toFixed(1)} ${p.y.toFixed(1)}`).join('')
    const head = `M${last.x.toFixed(1)} ${last.y.toFixed(1)}l${(-ux * 9 - uy * 4).toFixed(1)} ${(-uy * 9 + ux * 4).toFixed(1)}l${(uy * 8).toFixed(1)} ${(-ux * 8).toFixed(1)}z`
    return `<path class="edge" d="${d}"/><path class="tip" d="${head}"/>`
  })
  const nodes = decks.map((d) => {
    const { x, y } = g.node(d.id) as { x: number; y: number }
    const title = d.title.length > 33 ? `${d.title.slice(0, 32)}…` : d.title
    return `<a href="${d.id}/read/index.html"><rect x="${x - WIDTH / 2}" y="${y - HEIGHT / 2}" width="${WIDTH}" height="${HEIGHT}"/><text class="no" x="${x - WIDTH / 2 + 9}" y="${y + 4.5}">${String(d.mechanism).padStart(2, '0')}</text><text x="${x - WIDTH / 2 + 36}" y="${y + 5}">${escape(title)}</text></a>`
  })
  return `<svg class="map" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="group" aria-label="Map of prerequisites">${edges.join('')}${nodes.join('')}</svg>`
}
