// The Content-Security-Policy of every page: scripts and everything else from the page's own origin, no inline script, no `eval`. Pure.

/** Styles are inline in many figures, and harm nobody. */
export function contentSecurityPolicy(): string {
  return [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}

/** As a tag for the head, before the first thing that it holds for. */
export const policyTag = (): string =>
  `<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy()}">`
