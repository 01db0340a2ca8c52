// A figure to take along: as SVG or PNG that needs nothing of this page, as a link to its step, and as a line that cites it with its witness.

/** What a style sheet decides about a mark. */
const LOOKS = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'paint-order',
  'opacity',
  'visibility',
  'font-family',
  'font-size',
  'font-style',
  'font-weight',
  'letter-spacing',
  'text-anchor',
  'text-decoration-line',
  'font-variant-ligatures',
] as const
/** Pixels of a PNG for each of the drawing. */
const DENSITY = 2
/** What a drawing needs around it where no page does that: marks reach to its edges. */
const MARGIN = 12
const paper = (): string => getComputedStyle(document.documentElement).getPropertyValue('--ri-paper').trim()
const sizeOf = (svg: SVGSVGElement): { width: number; height: number } => {
  const { width, height } = svg.viewBox.baseVal
  return { width: width + 2 * MARGIN, height: height + 2 * MARGIN }
}

async function dataUrl(address: string): Promise<string> {
  const blob = await (await fetch(address)).blob()
  return new Promise((done, failed) => {
    const reader = new FileReader()
    reader.onload = () => done(reader.result as string)
    reader.onerror = () => failed(reader.error ?? new Error(`${address} cannot be read`))
    reader.readAsDataURL(blob)
  })
}

/** The faces of this page that the families name, as rules that hold their files. */
async function facesOf(families: ReadonlySet<string>): Promise<string> {
  const rules = [...document.styleSheets].flatMap(sheet =>
    [...sheet.cssRules].flatMap(rule => (rule instanceof CSSFontFaceRule ? [{ rule, base: sheet.href }] : [])),
  )
  const wanted = rules.filter(({ rule }) => {
    const family = rule.style.getPropertyValue('font-family').replaceAll(/["']/g, '')
    return families.has(family) && rule.style.getPropertyValue('font-style') !== 'italic'
  })
  const texts = wanted.map(async ({ rule, base }) => {
    const address = /url\("?([^")]+)"?\)/.exec(rule.style.getPropertyValue('src'))?.[1]
    if (!address) return ''
    const file = await dataUrl(new URL(address, base ?? location.href).href)
    return rule.cssText.replace(/src:[^;]*;/, `src: url("${file}") format("woff2");`)
  })
  return (await Promise.all(texts)).join('\n')
}

/** The drawing as a file of its own: what style sheets say stands at each mark, and its faces are in it. */
async function fileOf(svg: SVGSVGElement): Promise<string> {
  const copy = svg.cloneNode(true) as SVGSVGElement
  const families = new Set<string>()
  const originals = [...svg.querySelectorAll('*')]
  for (const [i, element] of [...copy.querySelectorAll<SVGElement>('*')].entries()) {
    const style = getComputedStyle(originals[i]!)
    const said = LOOKS.map(name => `${name}:${style.getPropertyValue(name)}`)
    element.setAttribute('style', said.join(';'))
    for (const name of ['class', 'data-key']) element.removeAttribute(name)
    if (element.tagName === 'text') families.add(style.fontFamily.split(',')[0]!.trim().replaceAll(/["']/g, ''))
  }
  const { width, height } = sizeOf(svg)
  const viewBox = `${-MARGIN} ${-MARGIN} ${width} ${height}`
  for (const [name, value] of Object.entries({ xmlns: 'http://www.w3.org/2000/svg', viewBox, width, height }))
    copy.setAttribute(name, String(value))
  copy.removeAttribute('class')
  const faces = document.createElementNS('http://www.w3.org/2000/svg', 'style')
  faces.textContent = await facesOf(families)
  copy.prepend(faces)
  copy.style.background = paper()
  return new XMLSerializer().serializeToString(copy)
}

async function pictureOf(svg: SVGSVGElement): Promise<Blob> {
  const text = await fileOf(svg)
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`
  await image.decode()
  const { width, height } = sizeOf(svg)
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width * DENSITY)
  canvas.height = Math.round(height * DENSITY)
  const context = canvas.getContext('2d')!
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((done, failed) =>
    canvas.toBlob(blob => (blob ? done(blob) : failed(new Error('the picture cannot be made'))), 'image/png'),
  )
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

/** One figure, as it stands on the page when it is asked for. */
class Taken {
  private readonly stage: HTMLElement
  constructor(stage: HTMLElement) {
    this.stage = stage
  }
  private get svg(): SVGSVGElement {
    return [...this.stage.querySelectorAll<SVGSVGElement>('.plot svg')].find(svg => svg.checkVisibility())!
  }
  private get step(): string {
    return this.stage.querySelector('.tick[aria-current]')?.textContent ?? ''
  }
  private get name(): string {
    const deck = document.querySelector<HTMLElement>('main#read')!.dataset.deck!
    const heading = this.stage.closest('section')!.querySelector('h3')!.id
    return [deck, heading, ...(this.step ? [this.step] : [])].join('-')
  }
  /** @param page the address of the page, where it is not the one that is open */
  address(page = location.href): string {
    const section = this.stage.closest('section')!
    const heading = section.querySelector('h3')!.id
    const step = `${heading}--${this.step}`
    const address = new URL(page)
    address.hash = this.step && section.querySelector(`[id="${CSS.escape(step)}"]`) ? step : heading
    return address.href
  }
  get citation(): string {
    const text = (selector: string): string => this.stage.querySelector(selector)?.textContent?.trim() ?? ''
    const { course = document.title, stays } = document.querySelector<HTMLElement>('main#read')!.dataset
    const figure = [text('.fig-no'), this.step ? `frame ${this.step}` : ''].filter(Boolean).join(', ')
    const title = this.stage.dataset.title ?? text('.fig-cap')
    return `${course}. ${figure ? `${figure}: ` : ''}${title} (${text('.vouch')}). ${this.address(stays)}`
  }
  async svgFile(): Promise<void> {
    const text = await fileOf(this.svg)
    save(new Blob([text], { type: 'image/svg+xml' }), `${this.name}.svg`)
  }
  async pngFile(): Promise<void> {
    save(await pictureOf(this.svg), `${this.name}.png`)
  }
}

/** @param within where figures are that cannot be taken yet */
export function takeFigures(within: ParentNode = document): void {
  for (const stage of within.querySelectorAll<HTMLElement>('section .stage')) {
    const taken = new Taken(stage)
    const fold = document.createElement('details')
    fold.className = 'take'
    fold.dataset.unsearched = ''
    const summary = document.createElement('summary')
    summary.textContent = 'take this figure'
    const said = document.createElement('span')
    said.setAttribute('role', 'status')
    const choice = (name: string, act: () => Promise<string>): HTMLButtonElement => {
      const button = document.createElement('button')
      button.type = 'button'
      button.textContent = name
      button.addEventListener('click', () => {
        said.textContent = ''
        act().then(
          word => (said.textContent = word),
          (error: unknown) => (said.textContent = error instanceof Error ? error.message : 'this did not work'),
        )
      })
      return button
    }
    const copied = (text: () => string) => async (): Promise<string> => {
      // Only pages of a secure context may write: elsewhere the words stand here to be selected.
      if (!navigator.clipboard) return text()
      await navigator.clipboard.writeText(text())
      return 'copied'
    }
    fold.append(
      summary,
      choice('SVG', () => taken.svgFile().then(() => 'saved')),
      choice('PNG', () => taken.pngFile().then(() => 'saved')),
      choice(
        'link',
        copied(() => taken.address()),
      ),
      choice(
        'citation',
        copied(() => taken.citation),
      ),
      said,
    )
    stage.append(fold)
  }
}
