// Asks the runner of this room, and hears what the program writes while it runs.
import {
  STREAM,
  TOKEN_HEADER,
  type Live,
  type RunAnswer,
  type RunPart,
  type RunRequest,
  type Stage,
} from '../../scripts/lib/runner/protocol.ts'

const GONE = 'The runner does not answer: is `npm run present` still running?'

/**
 * Ends with the whole answer. `hear` gets it as far as it is known: when the compiler has ended, and with what the program writes.
 * @throws Error with a sentence for the panel
 */
export async function ask(
  live: Live,
  request: RunRequest,
  signal: AbortSignal,
  hear: (soFar: RunAnswer) => void,
): Promise<RunAnswer> {
  const response = await fetch(live.endpoint, {
    method: 'POST',
    signal,
    body: JSON.stringify(request),
    headers: { 'content-type': 'application/json', accept: STREAM, [TOKEN_HEADER]: live.token },
  }).catch((error: Error) => {
    throw signal.aborted ? error : new Error(GONE)
  })
  if (!response.headers.get('content-type')?.startsWith(STREAM)) {
    const body = (await response.json().catch(() => null)) as { error?: string } | null
    throw new Error(`The runner refused: ${body?.error ?? `the server answered ${response.status}`}.`)
  }
  let stages: Stage[] = []
  for await (const part of partsOf(response.body!, signal)) {
    if ('error' in part) throw new Error(`The runner refused: ${part.error}.`)
    if ('answer' in part) return part.answer
    if ('compiled' in part) stages = [part.compiled]
    else stages = [stages[0]!, unended((stages[1]?.stdout ?? '') + part.said)]
    hear({ stages, text: null })
  }
  throw new Error(GONE)
}

const unended = (stdout: string): Stage => ({
  command: './main',
  exit: null,
  signal: null,
  stopped: null,
  stdout,
  stderr: '',
  ms: 0,
})

/** The lines of an answer. @throws Error with a sentence for the panel, where the server ends in between */
async function* partsOf(body: ReadableStream<Uint8Array<ArrayBuffer>>, signal: AbortSignal): AsyncGenerator<RunPart> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read().catch((error: Error) => {
      throw signal.aborted ? error : new Error(GONE)
    })
    if (done) return
    text += value
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
      yield JSON.parse(text.slice(0, end)) as RunPart
      text = text.slice(end + 1)
    }
  }
}
