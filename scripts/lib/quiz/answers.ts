// How a question's options are named. Pure.

/** Letter of an option as shown: A, B, C … */
export const letter = (index: number): string => String.fromCharCode(65 + index)
