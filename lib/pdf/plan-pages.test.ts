import fc from 'fast-check'
import { expect, test } from 'vitest'
import { planPages } from './plan-pages'

const room = { first: 400, next: 700, reserved: 250 }
const rows = (count: number, height = 20): number[] => Array.from({ length: count }, () => height)

test('what fits on one page with its closing block stays on one page', () => {
  expect(planPages(rows(2), 100, room)).toEqual([{ from: 0, to: 2 }])
})

test('a closing block that does not fit takes two rows with it to its page', () => {
  expect(planPages(rows(5), 100, room)).toEqual([
    { from: 0, to: 3 },
    { from: 3, to: 5 },
  ])
})

test('a page before the last fills its whole height', () => {
  expect(planPages(rows(50), 100, room)).toEqual([
    { from: 0, to: 20 },
    { from: 20, to: 48 },
    { from: 48, to: 50 },
  ])
})

test('a row higher than a page is placed alone instead of looping', () => {
  expect(planPages([900, 900], 100, room).at(-1)?.to).toBe(2)
})

test('every row stands on exactly one page, the closing block never stands alone, and no page overflows', () => {
  const plan = fc.record({
    heights: fc.array(fc.integer({ min: 15, max: 90 }), { minLength: 1, maxLength: 300 }),
    closing: fc.integer({ min: 60, max: 260 }),
  })
  fc.assert(
    fc.property(plan, ({ heights, closing }) => {
      const pages = planPages(heights, closing, room)
      expect(pages[0]?.from).toBe(0)
      expect(pages.at(-1)?.to).toBe(heights.length)
      for (const [index, page] of pages.entries()) {
        const isLast = index === pages.length - 1
        const height = heights.slice(page.from, page.to).reduce((sum, row) => sum + row, 0)
        const space = index === 0 ? room.first : room.next
        expect(height).toBeLessThanOrEqual(isLast ? space - room.reserved - closing : space)
        if (!isLast) expect(pages[index + 1]?.from).toBe(page.to)
        if (isLast) expect(page.to).toBeGreaterThan(page.from)
      }
    }),
  )
})
