// The guest's page: the deck follows the talk, and beside it stands what a guest may answer and ask. Its reader looks back, and not ahead before the talk has been there.
import { createApp } from 'vue'
import './follow.css'
import Guest from './guest/Guest.vue'
import { listen } from './guest/talk.ts'

export { arrived, reached } from './guest/talk.ts'

document.documentElement.classList.add('ri-guests')
const panel = document.createElement('div')
panel.className = 'ri-panel'
document.body.append(panel)
createApp(Guest).mount(panel)
listen()
