// What compilers are for. Also read in browsers: no imports.

/** `course` records the course, `next` what the coming release made stable, `miri` judges undefined behaviour. */
export const ROLES = ['course', 'next', 'miri'] as const
export type Role = (typeof ROLES)[number]
