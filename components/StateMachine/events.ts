// What a program that polls one future by hand reports, one JSON object a line (`//@ trace`). Offsets are bytes from the future's start.
//
//   call   size tag tagAt        the async fn was called: nothing ran. `tag`: the byte at `tagAt`, read from memory
//   points to at target          during the next reported poll: the pointer stored at `at` leads to `target` (the local named `to`)
//   poll   result tag            polled: `pending` or `ready`; `tag` read afterwards
//   move   by at target          its bytes were copied `by` further, as a move would; the pointer at `at` of the copy leads to `target`, from the copy's start
//   drop   tag                   dropped in the state with this tag
//   unwind tag message           the body panicked during a poll
//   again  message               polled after its end: the panic's message
//   say    text                  what the program itself reports
import { FigureDataError } from '../figure/contract.ts'

export type FutureEvent =
  | { ev: 'call'; size: number; tag: number; tagAt: number }
  | { ev: 'points'; to: string; at: number; target: number }
  | { ev: 'poll'; result: 'pending' | 'ready'; tag: number }
  | { ev: 'move'; by: number; at: number; target: number }
  | { ev: 'drop'; tag: number }
  | { ev: 'unwind'; tag: number; message: string }
  | { ev: 'again'; message: string }
  | { ev: 'say'; text: string }

const FIELDS: Record<FutureEvent['ev'], Record<string, 'string' | 'number'>> = {
  call: { size: 'number', tag: 'number', tagAt: 'number' },
  points: { to: 'string', at: 'number', target: 'number' },
  poll: { result: 'string', tag: 'number' },
  move: { by: 'number', at: 'number', target: 'number' },
  drop: { tag: 'number' },
  unwind: { tag: 'number', message: 'string' },
  again: { message: 'string' },
  say: { text: 'string' },
}

/** Checks the vocabulary. @throws FigureDataError naming the event and what it lacks. */
export function futureEvents(raw: readonly Record<string, unknown>[], snippet: string): FutureEvent[] {
  return raw.map((event, i) => {
    const fields = FIELDS[event.ev as FutureEvent['ev']]
    if (!fields)
      throw new FigureDataError(
        `${snippet}: event ${i + 1} is of the unknown kind \`${String(event.ev)}\`; the vocabulary stands in components/StateMachine/events.ts`,
      )
    for (const [name, type] of Object.entries(fields))
      if (typeof event[name] !== type)
        throw new FigureDataError(
          `${snippet}: event ${i + 1} (\`${String(event.ev)}\`) needs \`${name}\` as a ${type}; the vocabulary stands in components/StateMachine/events.ts`,
        )
    return event as unknown as FutureEvent
  })
}
