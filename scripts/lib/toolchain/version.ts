// Releases of rustc as versions, never as text: 1.100.0 comes after 1.95.0, and 1.100.0-beta.7 before 1.100.0. Pure.

/** Negative when `a` was released before `b`, zero when they are the same; for `Array.sort`, oldest first. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)]
  for (let at = 0; at < 3; at++) {
    const difference = left.numbers[at]! - right.numbers[at]!
    if (difference) return difference
  }
  // A pre-release comes before its release: nightly, then the betas by number, then the release itself.
  return left.stage - right.stage || left.beta - right.beta
}

/** Whether `version` is `minimum` (`1.97`) or later; a nightly or a beta of that release counts as it. */
export function isAtLeast(version: string, minimum: string): boolean {
  return compareVersions(version.replace(/-.*/, ''), minimum) >= 0
}

const STAGES = ['nightly', 'beta', 'release']

function parts(version: string): { numbers: [number, number, number]; stage: number; beta: number } {
  const [, major = '0', minor = '0', patch = '0', stage = 'release', beta = '0'] =
    /^(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-(\w+)(?:\.(\d+))?)?/.exec(version) ?? []
  return {
    numbers: [Number(major), Number(minor), Number(patch)],
    stage: STAGES.indexOf(stage),
    beta: Number(beta),
  }
}
