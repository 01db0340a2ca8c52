// Asks the runner of this development server.
import { TOKEN_HEADER, type Live, type RunAnswer, type RunRequest } from '../../scripts/lib/runner/protocol.ts'

/** @throws Error with a sentence for the panel. */
export async function ask(live: Live, request: RunRequest, signal: AbortSignal): Promise<RunAnswer> {
  const response = await fetch(live.endpoint, {
    method: 'POST',
    signal,
    body: JSON.stringify(request),
    headers: { 'content-type': 'application/json', [TOKEN_HEADER]: live.token },
  }).catch((error: Error) => {
    throw signal.aborted
      ? error
      : new Error('The development server does not answer: is `npm run present` still running?')
  })
  const body = (await response.json().catch(() => ({ error: `the server answered ${response.status}` }))) as
    | RunAnswer
    | { error: string }
  if ('error' in body) throw new Error(`The runner refused: ${body.error}.`)
  return body
}
