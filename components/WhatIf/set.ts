// Which program of a set is shown, and which verdicts have been seen: the same in every window. Pure.
import * as z from 'zod/mini'

/** The switch of the program that stands on the slide. */
export const AS_SHOWN = 'as shown'

export interface SetState {
  /** The program that is shown, the base being 0; null while the slide stands as it is. */
  at: number | null
  /** Programs whose verdict has been seen. */
  seen: number[]
}
export const SetStateSchema: z.ZodMiniType<SetState> = z.strictObject({
  at: z.nullable(z.int().check(z.minimum(0), z.maximum(8))),
  seen: z.array(z.int().check(z.minimum(0), z.maximum(8))).check(z.maxLength(9)),
})

export const CLOSED: SetState = { at: null, seen: [] }

const see = (state: SetState, program: number): SetState => ({
  at: program,
  seen: state.seen.includes(program) ? state.seen : [...state.seen, program].sort((a, b) => a - b),
})

/** A switch that is chosen opens its program, and once more shows the verdict: predict first. The base stands on the slide, so there is nothing to predict. */
export function choose(state: SetState, program: number): SetState {
  return program === 0 || state.at === program ? see(state, program) : { ...state, at: program }
}

/** The next thing to see: the verdict of the program that is open, or the program after it. */
export function onward(state: SetState, programs: number): SetState {
  if (state.at === null) return choose(state, 1)
  if (!state.seen.includes(state.at)) return see(state, state.at)
  return choose(state, (state.at + 1) % programs)
}

export function backward(state: SetState, programs: number): SetState {
  return choose(state, ((state.at ?? 0) + programs - 1) % programs)
}

export const closed = (state: SetState): SetState => ({ ...state, at: null })
