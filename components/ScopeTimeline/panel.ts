// What a timeline holds, whether it comes from a traced run or from a MIR body: panels of lanes over events.
/**
 * `make` a value begins; `move` it leaves its binding; `drop` its destructor runs; `forget` it will never be dropped;
 * `mark` something else happened; `panic` unwinding begins; `set`, `clear`, `test` concern a drop flag.
 */
export type EventKind = 'make' | 'move' | 'drop' | 'forget' | 'mark' | 'panic' | 'set' | 'clear' | 'test'
export interface Happening {
  kind: EventKind
  /** The lane; empty for `mark` and `panic`. */
  name: string
  /** Line of the snippet, where the program or the compiler says one. */
  line: number | null
  /** A mark's words, where a moved value went, a tested flag's value. */
  text: string
}
export interface Lane {
  name: string
  /** `temporary`, `parameter`, `drop flag` … */ what: string
  flag: boolean
}
export interface Panel {
  title: string
  lanes: readonly Lane[]
  events: readonly Happening[]
}

/** 1 for the first drop of a panel, 2 for the second …; 0 for what is no drop. */
export const dropNumber = (p: Panel, index: number): number =>
  p.events[index]?.kind === 'drop' ? p.events.slice(0, index + 1).filter(e => e.kind === 'drop').length : 0
/** Names in the order in which they were dropped, among the first `count` events. */
export const dropped = (p: Panel, count: number): string[] =>
  p.events
    .slice(0, count)
    .filter(e => e.kind === 'drop')
    .map(e => e.name)
