import { defineRoutesSetup } from '@slidev/types'

export default defineRoutesSetup(routes => [
  { path: '/read', name: 'read', component: () => import('../pages/read.vue') },
  ...routes,
])
