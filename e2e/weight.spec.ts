import { expect, test } from '@playwright/test'
import { pageRules } from './access/page-rules'
import { testedDatabase } from './database'
import { loaded } from './page-state'
import { inNavigation, signedInAs } from './signed-in'

const db = testedDatabase()
test.afterAll(() => db.$client.end())

/** What a browser may have to load before a customer's page works; charts and Checkout come when they are needed. */
const mostBytes = 180 * 1024

test('no page of a customer needs more than 180 KB of JavaScript to begin with', async ({ browser }) => {
  const [row] = await db.$client`select invoice_id from invoices where org_id = 'alpenblick' order by number limit 1`
  const { page } = await signedInAs(browser, 'Nora')
  const sizes = new Map<string, number>()
  const sizeOf = async (src: string): Promise<number> => {
    const answer = await page.request.head(src, { headers: { 'accept-encoding': 'br' } })
    expect(answer.status(), src).toBe(200)
    return Number(answer.headers()['content-length'])
  }
  const heavy: string[] = []
  for (const path of Object.keys(pageRules).filter((each) => each.startsWith('/o/[org]'))) {
    const address = path.replace('[org]', 'alpenblick').replace('[invoiceId]', String(row?.invoice_id))
    const html = await (await page.request.get(address)).text()
    const sources = [...html.matchAll(/<script\b(?![^>]*\bnomodule\b)[^>]*\bsrc="([^"]+)"/gi)].map(
      ([, src = '']) => src,
    )
    expect(sources.length, address).toBeGreaterThan(3)
    let bytes = 0
    for (const src of new Set(sources)) {
      const size = sizes.get(src) ?? (await sizeOf(src))
      sizes.set(src, size)
      bytes += size
    }
    if (bytes > mostBytes) heavy.push(`${address}: ${bytes} bytes`)
  }
  expect(heavy).toEqual([])
  await page.context().close()
})

test('a page is fetched ahead only once somebody is about to open it', async ({ browser }) => {
  const { page } = await signedInAs(browser, 'Nora')
  const ahead = new Set<string>()
  page.on('request', (request) => {
    const headers = request.headers()
    const isAhead = 'next-router-prefetch' in headers || 'next-router-segment-prefetch' in headers
    if (isAhead) ahead.add(new URL(request.url()).pathname)
  })
  await page.goto('/o/alpenblick')
  await loaded(page)
  await inNavigation(page, 'Usage').hover()
  await expect.poll(() => [...ahead]).toEqual(['/o/alpenblick/usage'])
  await inNavigation(page, 'Invoices').focus()
  await expect.poll(() => [...ahead]).toEqual(['/o/alpenblick/usage', '/o/alpenblick/invoices'])
})
