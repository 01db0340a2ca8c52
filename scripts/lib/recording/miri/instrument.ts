// A program for `//@ emit: borrows`: the snippet, with a print of Miri's borrow state behind each statement, on the same line, so that every line keeps
// its number. Pure: text in, text out.
import { EmitError } from '../bench.ts'
import type { Snippet } from '../snippet.ts'

/** Memory that is watched: that of a local, `x`, or what a pointer leads to, `*p`. */
export interface Place {
  /** As the directive writes it. */
  name: string
  local: string
  pointee: boolean
}
/** A line that is a step: a statement, or the head of a function. */
interface Slot {
  line: number
  kind: 'statement' | 'head'
  /** Pointers that may be new after it: what a `let` makes, or parameters. */
  names: string[]
  /** Control does not come back to it. */
  leaves: boolean
}
export interface Plan {
  places: readonly Place[]
  slots: readonly Slot[]
  /** Line of `fn main() {`. */
  main: number
}
/**
 * `watch`: takes the addresses of the places, and names each pointer. `prints`: nothing but prints, of allocations whose numbers are known and that exist
 * from so many prints on.
 */
export type Instrument = { kind: 'watch' } | { kind: 'prints'; allocs: readonly (Allocated | null)[] }
export interface Allocated {
  id: number
  after: number
}

export function placesOf(arg: string): Place[] {
  const names = arg.split(/\s+/).filter(Boolean)
  if (names.length > MOST_PLACES) throw new EmitError(`a film shows at most ${MOST_PLACES} places`)
  return names.map(name => {
    const [, star = '', local = ''] = /^(\*?)([A-Za-z_]\w*)$/.exec(name) ?? []
    if (!local)
      throw new EmitError(
        `\`${name}\` names no memory: write the name of a local, \`x\`, or of a pointer to it, \`*p\``,
      )
    return { name, local, pointee: star !== '' }
  })
}
const MOST_PLACES = 4

/**
 * Lines of the snippet's regions, of all of it where it has none, at which the state can be printed.
 * @throws EmitError for a statement of several lines, and for a place that no line makes
 */
export function planFilm(source: string, snippet: Snippet, places: readonly Place[]): Plan {
  const slots: Slot[] = []
  const regions = [...snippet.regions.values()]
  const inFilm = (line: number): boolean => !regions.length || regions.some(r => line >= r.start && line <= r.end)
  /** Depths of braces at which the functions round the present line began. */
  const functions: number[] = []
  let depth = 0
  let open = false
  let main = 0
  source.split('\n').forEach((raw, index) => {
    const line = index + 1
    const text = codeOf(raw).trim()
    if (!text) return
    const head = /^(?:pub(?:\([^)]*\))? )?(?:const |unsafe |extern "C" )*fn (\w+)\b.*\{$/.exec(text)
    if (head?.[1] === 'main') main = line
    const inside = functions.length > 0
    if (head) {
      functions.push(depth)
      if (inFilm(line)) slots.push({ line, kind: 'head', names: paramsOf(text), leaves: false })
    } else if (inside && inFilm(line)) {
      if ((open && !text.startsWith('}')) || (text.endsWith(';') && !balanced(text)))
        throw new EmitError(`line ${line} is part of a statement of several lines: a film has one step for each line`)
      if (text.endsWith(';'))
        slots.push({
          line,
          kind: 'statement',
          names: [/^let (?:mut )?([A-Za-z_]\w*)\b(?!\s*\()/.exec(text)?.[1] ?? ''].filter(name => name && name !== '_'),
          leaves: /^(?:return|break|continue)\b/.test(text),
        })
    }
    open = inside && !/[;{}]$/.test(text)
    depth += count(text, '{') - count(text, '}')
    while (functions.length && depth <= functions.at(-1)!) functions.pop()
  })
  if (!main) throw new EmitError('the film needs a `fn main() {` on a line of its own')
  for (const place of places)
    if (!slots.some(slot => slot.kind === 'statement' && slot.names.includes(place.local)))
      throw new EmitError(
        `no line of the film makes \`${place.local}\`: it shows what is made by a \`let\` in its regions`,
      )
  return { places, slots, main }
}

/** What `plant` adds stands behind the statement of its line: for tests that perturb the film. */
export function instrument(
  source: string,
  { places, slots, main }: Plan,
  how: Instrument,
  plant?: { line: number; text: string },
): string {
  const made = new Set<string>()
  const lines = source.split('\n').map((raw, index) => {
    const line = index + 1
    const slot = slots.find(s => s.line === line)
    const code = codeOf(raw)
    const start = line === main ? ' __film::start();' : ''
    const planted = plant?.line === line ? ` ${plant.text}` : ''
    if (!slot) return start || planted ? `${code}${start}${planted}` : raw
    const watched = places.flatMap((place, at) => {
      if (slot.kind !== 'statement' || !slot.names.includes(place.local) || made.has(place.name)) return []
      made.add(place.name)
      // What a pointer leads to is known by the pointer's bits, which leave no tag.
      if (place.pointee) return [` __film::watch_pointee(${at}, &${place.local});`]
      return how.kind === 'watch' ? [` __film::watch(${at}, &raw const ${place.local});`] : []
    })
    // Naming a watched local would take its address again.
    const named = slot.names
      .filter(name => !places.some(place => !place.pointee && place.local === name))
      .map(name => ` __film::name(&${name}, ${markOf(`n ${name}`)}, b"${name}");`)
    const own = [...watched, ...(how.kind === 'watch' ? named : [])].join('')
    if (slot.kind === 'head') return `${code}${start}${own}${planted}${show('e', line)}`
    const begin = `__film::mark(${markOf(`b ${line}`)}); `
    const end = slot.leaves ? '' : show('a', line)
    return `${/^\s*/.exec(code)![0]}${begin}${code.trim()}${own}${planted}${end}`
  })
  return `${lines.join('\n').replace(/\n*$/, '\n')}${prelude(places.length, how)}\n`
}

/** One write a mark: Miri's own words must not get into it. */
const markOf = (text: string): string => String.raw`b"\n@@ ${text}\n"`
const show = (kind: 'a' | 'e', line: number): string => ` __film::show(${markOf(`${kind} ${line}`)});`

/** Miri's own functions, behind the snippet's last line. Stacks are printed on stdout and trees on stderr: both get the marks. */
function prelude(places: number, how: Instrument): string {
  const allocs = how.kind === 'prints' ? how.allocs : []
  const each = (text: (at: number) => string): string => Array.from({ length: places }, (_, at) => text(at)).join(', ')
  return `mod __film {
    use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
    unsafe extern "Rust" {
        fn miri_get_alloc_id(p: *const ()) -> u64;
        fn miri_print_borrow_state(id: u64, unnamed: bool);
        fn miri_pointer_name(p: *const (), nth_parent: u8, name: &[u8]);
        fn miri_write_to_stdout(text: &[u8]);
        fn miri_write_to_stderr(text: &[u8]);
    }
    const KNOWN: [(u64, u64); ${places}] = [${each(at => `(${allocs[at]?.id ?? 0}, ${allocs[at]?.after ?? 0})`)}];
    const PLACES: [&[u8]; ${places}] = [${each(at => markOf(`p ${at}`))}];
    const SIZES: [&[u8]; ${places}] = [${each(at => String.raw`b"\n@@ w ${at} "`)}];
    static IDS: [AtomicU64; ${places}] = [const { AtomicU64::new(0) }; ${places}];
    static SHOWN: AtomicU64 = AtomicU64::new(0);
    pub fn start() {
        let here = 0u8;
        number(b"\\n@@ s ", unsafe { miri_get_alloc_id(&raw const here as *const ()) });
    }
    // The formatting of std makes many allocations, and each is a number to look through.
    fn number(head: &[u8], number: u64) {
        let mut digits = [b'\\n'; 21];
        let (mut left, mut at) = (number, 20);
        while at == 20 || left > 0 {
            at -= 1;
            digits[at] = b'0' + (left % 10) as u8;
            left /= 10;
        }
        mark(head);
        mark(unsafe { std::slice::from_raw_parts((&raw const digits).cast::<u8>().add(at), 21 - at) });
    }
    pub fn mark(line: &[u8]) {
        unsafe { miri_write_to_stdout(line); miri_write_to_stderr(line) }
    }
    pub fn show(line: &[u8]) {
        mark(line);
        let shown = SHOWN.fetch_add(1, Relaxed);
        let mut at = 0;
        while at < ${places} {
            let (known, after) = KNOWN[at];
            let id = if known != 0 && shown >= after { known } else { IDS[at].load(Relaxed) };
            mark(PLACES[at]);
            if id != 0 { unsafe { miri_print_borrow_state(id, true) } }
            at += 1;
        }
        mark(${markOf('end')});
    }
    pub fn watch<T>(at: usize, place: *const T) {
        IDS[at].store(unsafe { miri_get_alloc_id(place as *const ()) }, Relaxed);
        number(SIZES[at], size_of::<T>() as u64);
    }
    // The pointer's bits, not a cast of it: a cast of a reference makes a tag.
    fn bits<T>(pointer: &T) -> *const () { unsafe { std::mem::transmute_copy(pointer) } }
    pub trait Pointer { type Pointee; }
    impl<T> Pointer for *mut T { type Pointee = T; }
    impl<T> Pointer for *const T { type Pointee = T; }
    impl<T> Pointer for &T { type Pointee = T; }
    impl<T> Pointer for &mut T { type Pointee = T; }
    impl<T> Pointer for Box<T> { type Pointee = T; }
    pub fn watch_pointee<P: Pointer>(at: usize, pointer: &P) {
        IDS[at].store(unsafe { miri_get_alloc_id(bits(pointer)) }, Relaxed);
        number(SIZES[at], size_of::<P::Pointee>() as u64);
    }
    pub fn name<T>(value: &T, line: &[u8], name: &[u8]) {
        let ty = std::any::type_name::<T>();
        if ty.starts_with('&') || ty.starts_with('*') || ty.starts_with("alloc::boxed::Box<") {
            mark(line);
            unsafe { miri_pointer_name(bits(value), 0, name) }
        }
    }
}`
}

/** A line without its comment; what strings hold is kept. */
function codeOf(line: string): string {
  const bare = line.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)'/g, text => '_'.repeat(text.length))
  const at = bare.indexOf('//')
  return (at < 0 ? line : line.slice(0, at)).trimEnd()
}

const bareOf = (text: string): string => text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)'/g, '')
const count = (text: string, sign: string): number => bareOf(text).split(sign).length - 1
const balanced = (text: string): boolean =>
  ['()', '[]', '{}'].every(([from, to]) => count(text, from!) === count(text, to!))

/** Names of a function's parameters, which stand on its line. */
function paramsOf(head: string): string[] {
  const list = /\((.*)\)[^)]*\{$/.exec(head)?.[1] ?? ''
  return [...list.matchAll(/(?:^|,)\s*(?:mut )?([a-z_]\w*)\s*:/g)].map(m => m[1]!)
}
