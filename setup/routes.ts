import { defineRoutesSetup } from '@slidev/types'

export default defineRoutesSetup(routes => [
  { path: '/read', name: 'read', component: () => import('../pages/read.vue') },
  { path: '/gallery', name: 'gallery', component: () => import('../pages/gallery.vue') },
  ...routes,
])
