/** How much of a page the table body may fill, in points. */
export type Room = {
  /** On the first page, below letterhead and title. */
  readonly first: number
  /** On every further page. */
  readonly next: number
  /** What the last page gives up at its foot, whichever page it is. */
  readonly reserved: number
}

/** Rows `from` (in) to `to` (not in) stand on one page. */
export type PageRows = { readonly from: number; readonly to: number }

/**
 * Spreads table rows over pages so that the closing block (totals and terms) stands on the last page, undivided, with at
 * least one row above it; with two where that leaves rows for the page before. Pages before the last fill their whole
 * height. A row higher than a page gets a page of its own.
 * @param heights of the rows in points; at least one row.
 * @param closing height of the closing block in points.
 */
export const planPages = (heights: readonly number[], closing: number, room: Room): PageRows[] => {
  const pages: PageRows[] = []
  let from = 0
  for (;;) {
    const page = pages.length === 0 ? room.first : room.next
    if (total(heights, from) + closing <= page - room.reserved) return [...pages, { from, to: heights.length }]
    const to = Math.min(from + fitting(heights, from, page), heights.length - kept(heights.length - from))
    const isStuck = to <= from && pages.length > 0
    if (isStuck) return [...pages, { from, to: heights.length }]
    pages.push({ from, to: Math.max(from, to) })
    from = Math.max(from, to)
  }
}

const total = (heights: readonly number[], from: number): number =>
  heights.slice(from).reduce((sum, height) => sum + height, 0)

/** Rows held back for the last page. */
const kept = (left: number): number => (left > 2 ? 2 : 1)

const fitting = (heights: readonly number[], from: number, room: number): number => {
  let used = 0
  let count = 0
  for (const height of heights.slice(from)) {
    used += height
    if (used > room && count > 0) break
    count += 1
  }
  return count
}
