// The presenter's desk.
import { createApp } from 'vue'
import Desk from './Desk.vue'
import '../base.css'
import './desk.css'

createApp(Desk).mount('#app')
