// Modules that the Vite plugins of scripts/lib make.
declare module 'virtual:ri-card' {
  const card: import('../scripts/lib/content/card.ts').Card
  export default card
}
declare module 'virtual:ri-live' {
  const live: import('../scripts/lib/runner/protocol.ts').Live | null
  export default live
}
declare module 'virtual:ri-quiz/*' {
  const questions: Record<string, import('../scripts/lib/quiz/vite.ts').ShownQuestion>
  export default questions
}
