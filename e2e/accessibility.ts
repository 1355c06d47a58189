import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import type { AxeResults, RunOptions } from 'axe-core'
import { isLong } from '@/lib/testing/size'

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8')
const guidelines = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** What passes is not collected: on the longest page that takes most of the time. */
const options: RunOptions = { resultTypes: ['violations'], elementRef: false, preload: false }

/** From so many elements on, contrast is looked at in one text of each kind, unless the tests run for long. */
const mostElements = isLong ? Number.POSITIVE_INFINITY : 4_000

/** Runs in the page, where axe was put. */
const look = async ([options, guidelines, mostElements]: readonly [RunOptions, string[], number]) => {
  const { axe } = window as unknown as { axe: typeof import('axe-core') }
  const chains = new Map<Element | null, string>([[null, '']])
  /** All that is behind an element. */
  const behind = (element: Element): string => {
    const known = chains.get(element)
    if (known !== undefined) return known
    const { backgroundColor, backgroundImage, opacity } = getComputedStyle(element)
    const chain = `${behind(element.parentElement as Element)} ${backgroundColor} ${backgroundImage} ${opacity}`
    chains.set(element, chain)
    return chain
  }
  const isText = (element: Element): boolean =>
    /^(input|textarea|select)$/i.test(element.tagName) ||
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim())
  /** One text of each kind: they have their color, size, weight and background in common. */
  const oneOfEachKind = (all: readonly Element[]): Element[] => {
    const kinds = new Map<string, Element>()
    for (const element of all.filter(isText)) {
      const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element)
      const kind = `${color} ${fontSize} ${fontWeight} ${textShadow} ${behind(element)}`
      // What is covered or hidden where it stands first may be seen elsewhere: the last one counts.
      if (element.getClientRects().length > 0) kinds.set(kind, element)
    }
    return [...kinds.values()]
  }
  const contrast = 'color-contrast'
  const elements = [...document.body.querySelectorAll('*')]
  const isHuge = elements.length > mostElements
  // In a frame where nothing may run axe cannot run either, and it complains of that.
  const exclude = ['iframe[sandbox=""]']
  const all = await axe.run(
    { exclude },
    {
      ...options,
      runOnly: guidelines,
      ...(isHuge ? { rules: { [contrast]: { enabled: false } } } : {}),
    },
  )
  const texts = isHuge
    ? await axe.run(
        { include: oneOfEachKind(elements), exclude },
        { ...options, runOnly: { type: 'rule', values: [contrast] } },
      )
    : null
  const found = (results: AxeResults | null) =>
    (results?.violations ?? []).flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} at ${target.join(' ')}`))
  return [...found(all), ...found(texts)]
}

/** What axe finds on a page against the guidelines of WCAG 2.2 A and AA, a line for each place. */
export const violationsOn = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe)
  const found = await page.evaluate(look, [options, guidelines, mostElements] as const)
  return found.map((line) => `${page.url()}: ${line}`)
}
