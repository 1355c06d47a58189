import { type Page, selectors } from '@playwright/test'

/**
 * Selects the document while React has yet to start in a page that Next sent: what is pressed before that is heard by
 * nobody. Playwright looks for it before each action and each expectation, and waits as long as it is there.
 */
const unheard = () => ({
  query: (root: Node): Element | null => {
    const { documentElement, scripts } = root.ownerDocument ?? (root as Document)
    // A document that has only just begun is empty.
    if (!documentElement) return null
    const isStarted = Object.keys(documentElement).some((key) => key.startsWith('__reactFiber'))
    const isOfNext = [...scripts].some(({ src }) => src.includes('/_next/'))
    return isOfNext && !isStarted ? documentElement : null
  },
  queryAll(root: Node): Element[] {
    const found = this.query(root)
    return found ? [found] : []
  },
})
const registered = selectors.register('unheard', unheard)

/** Lets the page be used as a person does who sees it: who presses too early presses again. */
export const waitForStart = async (page: Page): Promise<void> => {
  await registered
  await page.addLocatorHandler(page.locator('unheard=document'), async () => {})
}
