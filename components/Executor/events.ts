// What an executor reports, one JSON object a line (`//@ trace`). Every event carries `at`, the clock in milliseconds.
//
//   create  task line          a future was built; nothing of it has run. `line`: where, from `Location::caller()`
//   spawn   task line          the executor owns it now, and its task is in the ready queue
//   poll    task               popped from the queue; `poll` is called
//   enter   task fut           inside this poll, the `poll` of a nested future begins
//   leave   task fut ready     …and returns: `ready` says whether `Ready` or `Pending`
//   timer   task due           a leaf asked to be woken at `due`
//   clone   task wakers        the task's waker was cloned; `wakers`: how many exist now (a lent waker does not count)
//   drop    task wakers        a waker was dropped
//   wake    task how wakers effect   `how`: wake | wake_by_ref. `effect`: queued | already (is queued) | done (nobody left to poll)
//   block   task ms            the poll kept the thread for this long
//   budget  task left          units of the cooperative budget before this operation
//   cancel  task fut           a future was dropped after it had been polled and before it was ready
//   say     task text          what the program itself reports
//   pending task               `poll` returned `Pending`
//   ready   task               `poll` returned `Ready`
//   fire    due                the queue was empty, the clock ran on, and this timer is due
//   stalled task               nothing is left that could wake this task
//   abort   task               the executor dropped the task's future before it was ready
import { FigureDataError } from '../figure/contract.ts'

interface At {
  at: number
}
interface OfTask extends At {
  task: string
}
export type ExecutorEvent =
  | (OfTask & { ev: 'create' | 'spawn'; line: number })
  | (OfTask & { ev: 'poll' | 'pending' | 'ready' | 'stalled' | 'abort' })
  | (OfTask & { ev: 'enter' | 'cancel'; fut: string })
  | (OfTask & { ev: 'leave'; fut: string; ready: boolean })
  | (OfTask & { ev: 'timer'; due: number })
  | (OfTask & { ev: 'clone' | 'drop'; wakers: number })
  | (OfTask & { ev: 'wake'; how: 'wake' | 'wake_by_ref'; wakers: number; effect: 'queued' | 'already' | 'done' })
  | (OfTask & { ev: 'block'; ms: number })
  | (OfTask & { ev: 'budget'; left: number })
  | (OfTask & { ev: 'say'; text: string })
  | (At & { ev: 'fire'; due: number })

/** What each event must carry besides `ev` and `at`. */
const FIELDS: Record<ExecutorEvent['ev'], Record<string, 'string' | 'number' | 'boolean'>> = {
  create: { task: 'string', line: 'number' },
  spawn: { task: 'string', line: 'number' },
  poll: { task: 'string' },
  pending: { task: 'string' },
  ready: { task: 'string' },
  stalled: { task: 'string' },
  abort: { task: 'string' },
  enter: { task: 'string', fut: 'string' },
  cancel: { task: 'string', fut: 'string' },
  leave: { task: 'string', fut: 'string', ready: 'boolean' },
  timer: { task: 'string', due: 'number' },
  clone: { task: 'string', wakers: 'number' },
  drop: { task: 'string', wakers: 'number' },
  wake: { task: 'string', how: 'string', wakers: 'number', effect: 'string' },
  block: { task: 'string', ms: 'number' },
  budget: { task: 'string', left: 'number' },
  say: { task: 'string', text: 'string' },
  fire: { due: 'number' },
}

/** Checks the vocabulary. @throws FigureDataError naming the event and what it lacks. */
export function executorEvents(raw: readonly Record<string, unknown>[], snippet: string): ExecutorEvent[] {
  return raw.map((event, i) => {
    const bad = (what: string) =>
      new FigureDataError(`${snippet}: event ${i + 1} ${what}; the vocabulary stands in components/Executor/events.ts`)
    const fields = FIELDS[event.ev as ExecutorEvent['ev']]
    if (!fields) throw bad(`is of the unknown kind \`${String(event.ev)}\``)
    for (const [name, type] of Object.entries({ ...fields, at: 'number' as const }))
      if (typeof event[name] !== type) throw bad(`(\`${String(event.ev)}\`) needs \`${name}\` as a ${type}`)
    return event as unknown as ExecutorEvent
  })
}
