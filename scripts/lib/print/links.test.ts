import { describe, expect, it } from 'vitest'
import { publishedLink } from './links.ts'

describe('publishedLink', () => {
  const served = 'http://127.0.0.1:4000/'
  it('makes a link into the course relative to dist/pdf/', () => {
    expect(publishedLink(`${served}05-drop-raii/#/3`, served, null)).toBe('../05-drop-raii/#/3')
  })
  it('makes it absolute where the address of the site is known', () => {
    expect(publishedLink(`${served}05-drop-raii/#/3`, served, 'https://example.org/course/')).toBe(
      'https://example.org/course/05-drop-raii/#/3',
    )
  })
  it('leaves other links alone', () => {
    expect(publishedLink('https://doc.rust-lang.org/', served, null)).toBe('https://doc.rust-lang.org/')
  })
})
