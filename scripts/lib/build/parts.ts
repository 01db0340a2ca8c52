// Which outputs can be asked for by `--only`. `site` is always made, since all else comes from it.
export const PARTS = ['site', 'read', 'slides', 'handouts', 'search'] as const
export type Part = (typeof PARTS)[number]
