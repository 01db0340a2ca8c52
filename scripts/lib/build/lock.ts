// One build at a time. The operating system holds the lock and frees it when the process dies, however it dies: nothing can go stale.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { sha256 } from './digest.ts'

export interface Lock {
  release(): void
}

function open(dir: string, name: string): { db: DatabaseSync; file: string } {
  mkdirSync(dir, { recursive: true })
  const file = join(dir, name)
  const db = new DatabaseSync(file)
  return { db, file }
}

const isBusy = (e: unknown): boolean => /database is locked|SQLITE_BUSY/.test(String((e as Error).message))

/**
 * Waits for the lock on `dir` and takes it. A folder that may not be written is locked by a file in the system's temporary folder.
 * @param onWait called once, with the process id of the holder where it is known, when another build is running
 */
export async function takeLock(dir: string, onWait: (pid: string) => void, signal?: AbortSignal): Promise<Lock> {
  let held: ReturnType<typeof open>
  try {
    held = open(dir, 'lock.sqlite')
    held.db.exec('PRAGMA user_version = 1')
  } catch (e) {
    if (isBusy(e)) held = open(dir, 'lock.sqlite')
    else held = open(tmpdir(), `rust-internals-${sha256(dir).slice(0, 16)}.lock.sqlite`)
  }
  let told = false
  for (;;) {
    signal?.throwIfAborted()
    try {
      held.db.exec('BEGIN EXCLUSIVE')
      break
    } catch (e) {
      if (!isBusy(e)) throw e
      if (!told) onWait(pidIn(`${held.file}.pid`))
      told = true
      await sleep(200)
    }
  }
  writeFileSync(`${held.file}.pid`, String(process.pid))
  return {
    release() {
      rmSync(`${held.file}.pid`, { force: true })
      held.db.exec('ROLLBACK')
      held.db.close()
    },
  }
}

function pidIn(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return 'unknown'
  }
}
