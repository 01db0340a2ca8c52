// npm run fonts: cuts the faces of the site from the whole ones in styles/faces, and writes the style sheet that names them.
import { join } from 'node:path'
import { command } from './lib/command.ts'
import { ROOT } from './lib/deck.ts'
import { webFaces, writeFaces } from './lib/fonts/faces.ts'

await command({
  name: 'npm run fonts',
  description: 'Cuts the faces of the site (public/fonts, styles/fonts.css) from the whole ones in styles/faces.',
  args: {},
  async run() {
    const faces = await webFaces(join(ROOT, 'styles/faces'))
    writeFaces(ROOT, faces)
    for (const [name, bytes] of faces.files)
      if (name.endsWith('.woff2')) console.log(`${(bytes.length / 1000).toFixed(1).padStart(6)} kB  ${name}`)
  },
})
