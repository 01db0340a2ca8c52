// What a page's policy has to refuse, tried on a page.
import type { Page } from 'playwright-chromium'

/** What a planted inline script, an inline handler and a planted `eval` came to. */
export const planted = async (page: Page): Promise<unknown[]> => {
  await page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'window.plantedInline = 1'
    document.body.append(script)
    const holder = document.createElement('div')
    holder.innerHTML = '<img src="data:," onerror="window.plantedHandler = 1">'
    document.body.append(holder)
    const button = document.createElement('a')
    button.href = 'javascript:void(window.plantedLink = 1)'
    document.body.append(button)
    button.click()
  })
  // A debugger's own call may use `eval` whatever the page forbids, a timer of the page may not.
  await page.evaluate(() => {
    // oxlint-disable-next-line no-eval -- this is what the policy has to refuse
    setTimeout(() => Object.assign(window, { plantedEval: (0, eval)('1 + 1') as number }))
  })
  await page.waitForTimeout(300)
  return page.evaluate(() => {
    const of = window as unknown as Record<string, unknown>
    return [of['plantedInline'], of['plantedHandler'], of['plantedLink'], of['plantedEval']]
  })
}
export const refusedAll = [undefined, undefined, undefined, undefined]
