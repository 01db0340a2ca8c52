// A link that opens the program in the Rust Playground. Pure; nothing is fetched until a person follows it.

export interface PlaygroundOptions {
  edition: number
  release?: boolean
  nightly?: boolean
}

export function playgroundLink(
  source: string,
  { edition, release = false, nightly = false }: PlaygroundOptions,
): string {
  const query = new URLSearchParams({
    version: nightly ? 'nightly' : 'stable',
    mode: release ? 'release' : 'debug',
    edition: String(edition),
    code: source,
  })
  return `https://play.rust-lang.org/?${query}`
}
