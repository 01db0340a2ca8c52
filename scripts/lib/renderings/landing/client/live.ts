// On the landing page: the figure that steps, and the switch between the schemes.
import { schemeButton } from '../../../site/client/scheme.ts'
import { Film } from '../../article/client/film.ts'

document.querySelector('.top-tools')?.append(schemeButton())
const stage = document.querySelector<HTMLElement>('.live .stage')
// The last frame says what the figures are about; the scale leads back to the first.
if (stage) {
  const film = new Film(stage, () => {})
  film.go(film.count - 1)
}
