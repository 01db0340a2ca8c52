// npm run clean: removes what builds have made, and nothing else. Waits for a build that is running.
import { readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { placesOf } from './lib/build/build.ts'
import { BuildFailure } from './lib/build/failure.ts'
import { takeLock } from './lib/build/lock.ts'
import { refuseForeign } from './lib/build/publish.ts'
import { command } from './lib/command.ts'

await command({
  name: 'npm run clean',
  description: 'Removes what builds have made, and nothing else.',
  args: {},
  async run() {
    const { out, cacheDir } = placesOf(resolve(import.meta.dirname, '..'))
    try {
      const lock = await takeLock(cacheDir, pid =>
        process.stdout.write(`A build is running (process ${pid}); waiting for it.\n`),
      )
      refuseForeign(out)
      rmSync(out, { recursive: true, force: true })
      rmSync(join(dirname(out), `.${basename(out)}.swap`), { recursive: true, force: true })
      for (const name of readdirSync(cacheDir))
        if (!name.startsWith('lock.sqlite')) rmSync(join(cacheDir, name), { recursive: true, force: true })
      rmSync(join(cacheDir, '..', 'node'), { recursive: true, force: true })
      lock.release()
      process.stdout.write('Removed dist/ and the build cache.\n')
    } catch (e) {
      if (!(e instanceof BuildFailure)) throw e
      process.stderr.write(`${e.message}\n`)
      process.exitCode = 1
    }
  },
})
