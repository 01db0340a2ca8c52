// Key to the figures, for the landing page: each line and texture with its word. Drawn with the same tokens as the figures.
const line = (d: string, style: string, head: string) =>
  `<svg width="48" height="22" viewBox="0 0 48 22" aria-hidden="true"><path d="${d}" fill="none" style="${style}"/>${head}</svg>`
const box = (inner: string) => `<svg width="48" height="22" viewBox="0 0 48 22" aria-hidden="true">${inner}</svg>`
const INK = 'stroke:var(--ri-ink);stroke-width:1.25'
const filled = (tone: string, d = 'M46 11l-11-4.5v9z') => `<path d="${d}" style="fill:var(--ri-${tone})"/>`

const ROWS: readonly (readonly [svg: string, word: string])[] = [
  [line('M1 11H36', INK, filled('ink')), 'own'],
  [line('M1 11H36', 'stroke:var(--ri-shared);stroke-width:1.5;stroke-dasharray:5 3', filled('shared')), '&amp;'],
  [line('M1 11H36', 'stroke:var(--ri-excl);stroke-width:2.5', filled('excl', 'M46 11l-12-5.5v11z')), '&amp;mut'],
  [
    line(
      'M1 11H42',
      'stroke:var(--ri-ink-2);stroke-width:2;stroke-dasharray:.1 4;stroke-linecap:round',
      `<path d="M36 6.5l9 4.5-9 4.5" fill="none" style="${INK}"/>`,
    ),
    '*const',
  ],
  [
    line(
      'M1 11H35',
      `${INK};stroke-dasharray:11 4`,
      '<path d="M46 11l-11-5v10z" style="fill:var(--ri-paper);stroke:var(--ri-ink);stroke-width:1.25"/>',
    ),
    'Weak',
  ],
  [
    box(
      '<rect x="1.500" y="2.500" width="45" height="17" style="fill:var(--ri-accent-tint);stroke:var(--ri-accent);stroke-width:2.25"/>',
    ),
    'changed',
  ],
  [
    box(
      '<rect x="1" y="2" width="45" height="18" fill="url(#key-pad)" style="stroke:var(--ri-line);stroke-width:.75"/>',
    ),
    'pad',
  ],
  [
    box(
      '<rect x="1" y="2" width="45" height="18" style="fill:var(--ri-ink)"/><text x="23.500" y="15.500" text-anchor="middle" style="fill:var(--ri-paper);font:600 12px var(--ri-mono)">3</text>',
    ),
    'tag',
  ],
  [
    box(
      `<rect x="1" y="2" width="45" height="18" style="fill:var(--ri-cell);${INK}"/><rect x="4.500" y="5.500" width="38" height="11" fill="none" style="${INK};stroke-dasharray:1.5 2.5"/>`,
    ),
    'niche',
  ],
  [
    box(
      `<rect x="1" y="2" width="45" height="18" style="fill:var(--ri-cell)"/><rect x="1" y="2" width="45" height="18" fill="url(#key-moved)" style="${INK}"/>`,
    ),
    'moved',
  ],
  [
    box(
      '<rect x="1" y="2" width="45" height="18" fill="none" style="stroke:var(--ri-ink-2);stroke-width:1.25;stroke-dasharray:3 3"/>',
    ),
    '<s>dropped</s>',
  ],
  [
    box(
      '<rect x="1" y="2" width="45" height="18" fill="url(#key-uninit)" style="stroke:var(--ri-line);stroke-width:.75;stroke-dasharray:1.5 3"/>',
    ),
    'uninit',
  ],
]

export const keyToFigures = (): string =>
  `<svg width="0" height="0" style="position:absolute" aria-hidden="true"><defs><pattern id="key-pad" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0v6" style="stroke:var(--ri-line)"/></pattern><pattern id="key-moved" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><path d="M0 0v5" style="stroke:var(--ri-ink-2);stroke-width:1.25"/></pattern><pattern id="key-uninit" width="6" height="6" patternUnits="userSpaceOnUse"><circle cx="3" cy="3" r=".85" style="fill:var(--ri-line)"/></pattern></defs></svg><ul class="key">${ROWS.map(([svg, word]) => `<li>${svg}<b>${word}</b></li>`).join('')}</ul>`
