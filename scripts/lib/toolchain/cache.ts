// Where what is made once for a compiler is kept: the user's cache, so that every clone and worktree shares it.
import { homedir } from 'node:os'
import { join } from 'node:path'

export const userCache = (): string =>
  join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'rust-internals')
