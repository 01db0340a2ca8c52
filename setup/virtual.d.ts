// Modules that the Vite plugins of scripts/lib make.
declare module 'virtual:ri-course' {
  const course: import('../scripts/lib/course.ts').Course
  export default course
}
