import { defineRoutesSetup } from '@slidev/types'

export default defineRoutesSetup(routes => [
  // Guests of a talk get slides only, one after the other.
  ...(import.meta.env.RI_GUESTS
    ? []
    : [{ path: '/gallery', name: 'gallery', component: () => import('../pages/gallery.vue') }]),
  ...routes,
])
