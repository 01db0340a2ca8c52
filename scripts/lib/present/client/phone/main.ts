// The trainer's own phone as remote.
import { createApp } from 'vue'
import Phone from './Phone.vue'
import '../base.css'
import './phone.css'

createApp(Phone).mount('#app')
