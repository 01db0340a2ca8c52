// Modules that the Vite plugins of scripts/lib make.
declare module 'virtual:ri-course' {
  const course: import('../scripts/lib/course.ts').Course
  export default course
}
declare module 'virtual:ri-live' {
  const live: import('../scripts/lib/runner/protocol.ts').Live | null
  export default live
}
declare module 'virtual:ri-quiz/*' {
  const questions: Record<string, import('../scripts/lib/quiz/vite.ts').ShownQuestion>
  export default questions
}
